"""What the screens about people say: fates of a merge, fields, and their fixed texts."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.honours.models import Recipient
from registry.honours.services import merging

_FATES: dict[str, Promise] = {
    merging.AGREES: gettext_lazy("both have to agree"),
    merging.FILLS: gettext_lazy("stays; where it is empty, filled from the second"),
    merging.JOINS: gettext_lazy("both texts, one below the other"),
    merging.ADDS: gettext_lazy("added up"),
    merging.MOVES: gettext_lazy("moves; what both have is kept once"),
    merging.LEADS: gettext_lazy("stays; the second's leads here for ever"),
}
# Tables that lead to a recipient, which have no label of their own.
_TABLES: dict[str, Promise] = {
    "public_id": gettext_lazy("Id"),
    "names": gettext_lazy("Names"),
    "citizenships": gettext_lazy("Citizen of"),
    "external_ids": gettext_lazy("Ids in other registers"),
    "conferrals": gettext_lazy("Honours"),
    "redirects": gettext_lazy("Ids merged before"),
    "told_apart_from": gettext_lazy("Said not to be the same as"),
    "told_apart_by": gettext_lazy("Said not to be the same as"),
    "draft": gettext_lazy("Drafts from articles"),
    "honours": gettext_lazy("Number of honours"),
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
        "likely": _("Likely the same person"),
        "nobody": _("Nobody else on record is written like this."),
        "compare": _("Compare and merge"),
        "apart": _("Not the same person"),
        "reason": _("How do you know?"),
        "search": _("Somebody else: a name, or an id"),
        "find": _("Find"),
        "told_apart": _("Said not to be the same"),
        "take_back": _("Take back"),
        "merged": _("Merged into this record"),
        "undo": _("Undo this merge"),
        "field": _("Field"),
        "stays": _("This record stays"),
        "goes": _("This one goes into it"),
        "fate": _("What happens"),
        "result": _("What will stand"),
        "why": _("Why are they one person?"),
        "why_not": _("Why are they not one person?"),
        "merge": _("Merge the two"),
        "swap": _("The other way round"),
        "cancel": _("Back"),
        "unmerge": _("Make them two again"),
        "goes_back": _("Goes back to the second"),
        "restored": _("Emptied again: it came from the second"),
        "changed": _("Changed since the merge: stays as it is"),
        "since": _("Came since the merge: stays here"),
        "gone": _("Removed or moved since the merge: does not come back"),
        "record": _("The record"),
        "history": _("History"),
        "kept": _("From then on the two are kept as not the same person."),
        "forever": _("The second's id leads to this record for ever, unless the merge is undone."),
    }
