"""What the screens about people say: fates of a merge, fields, and their fixed texts."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.honours.models import Recipient
from registry.honours.services import merging

_FATES: dict[str, Promise] = {
    merging.AGREES: _("both have to agree"),
    merging.FILLS: _("stays; where it is empty, filled from the second"),
    merging.JOINS: _("both texts, one below the other"),
    merging.ADDS: _("added up"),
    merging.MOVES: _("moves; what both have is kept once"),
    merging.LEADS: _("stays; the second's leads here for ever"),
}
# Tables that lead to a recipient, which have no label of their own.
_TABLES: dict[str, Promise] = {
    "public_id": _("Id"),
    "names": _("Names"),
    "citizenships": _("Citizen of"),
    "external_ids": _("Ids in other registers"),
    "conferrals": _("Honours"),
    "redirects": _("Ids merged before"),
    "told_apart_from": _("Said not to be the same as"),
    "told_apart_by": _("Said not to be the same as"),
    "draft": _("Drafts from articles"),
    "honours": _("Number of honours"),
}


def fate_words(fate: str) -> str:
    """What becomes of a field, in words."""
    return str(_FATES[fate])


def field_words(name: str) -> str:
    """A field of a recipient, or a table that leads to it, in words."""
    if name in _TABLES:
        return str(_TABLES[name])
    label = str(Recipient._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def words() -> dict[str, str]:
    """Every fixed text of the screens, in the page's language."""
    return {
        "likely": gettext("Likely the same person"),
        "nobody": gettext("Nobody else on record is written like this."),
        "compare": gettext("Compare and merge"),
        "apart": gettext("Not the same person"),
        "reason": gettext("How do you know?"),
        "search": gettext("Somebody else: a name, or an id"),
        "find": gettext("Find"),
        "told_apart": gettext("Said not to be the same"),
        "take_back": gettext("Take back"),
        "merged": gettext("Merged into this record"),
        "undo": gettext("Undo this merge"),
        "field": gettext("Field"),
        "stays": gettext("This record stays"),
        "goes": gettext("This one goes into it"),
        "fate": gettext("What happens"),
        "result": gettext("What will stand"),
        "why": gettext("Why are they one person?"),
        "why_not": gettext("Why are they not one person?"),
        "merge": gettext("Merge the two"),
        "swap": gettext("The other way round"),
        "cancel": gettext("Back"),
        "unmerge": gettext("Make them two again"),
        "goes_back": gettext("Goes back to the second"),
        "restored": gettext("Emptied again: it came from the second"),
        "changed": gettext("Changed since the merge: stays as it is"),
        "since": gettext("Came since the merge: stays here"),
        "gone": gettext("Removed or moved since the merge: does not come back"),
        "record": gettext("The record"),
        "history": gettext("History"),
        "kept": gettext("From then on the two are kept as not the same person."),
        "forever": gettext(
            "The second's id leads to this record for ever, unless the merge is undone."
        ),
    }
