"""What the entry screen says beside its labels."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Every fixed text of the page, in its language."""
    return {
        "act": _("The decree"),
        "more_of_act": _("Titles, signatory, where published"),
        "rows": _("Conferrals"),
        "who": _("Who is this?"),
        "someone_else": _("Somebody else?"),
        "new_person": _("A new person"),
        "new_more": _("Gender, birth, citizenship, another name"),
        "nobody": _("Nobody on record is written like this: a new person will be made."),
        "likely": _("Likely the same:"),
        "warning": _("Look again"),
        "save": _("Save as drafts"),
        "submit": _("Save and submit"),
        "check": _("Check without saving"),
        "more": _("More rows"),
        "paste": _("Read the cells"),
        "paste_label": _("Cells copied from a spreadsheet"),
        "paste_help": _(
            "Columns in any order, with a header or without: names, award with its grade, office, "
            "reason, dates. Ctrl+V in any row does the same."
        ),
        "keys": _("Keys"),
        "key_next": _("next field, next row at the end"),
        "key_arrows": _("choose among suggestions or people"),
        "key_copy": _("as in the row above"),
        "key_save": _("save"),
        "key_submit": _("save and submit"),
        "public": _("Of this decree these are past drafts and cannot be changed here:"),
        "another": _("Enter another decree"),
        "history": _("History"),
        "record": _("The record"),
        "saving": _("Saving…"),
        "kept": _("What you entered here on {when} was not saved."),
        "kept_go_on": _("Go on with it"),
        "kept_discard": _("Discard it"),
        "lost": _("The server did not answer; what you typed is still here."),
    }
