"""Why the registry refused what a member of staff wanted, in his own language."""

from registry.errors import RegistryError
from registry.wording import phrases


def refusal(error: RegistryError, lang: str) -> str:
    """What is wrong and what to do; in English where the reason is a rare one."""
    t = phrases(lang).gettext
    said = {
        "decided": t("This draft has been decided already."),
        "unknown_draft": t("This draft is no longer there."),
        "not_linked": t("This account is not linked."),
        "role_too_low": t("Your role does not permit this."),
        "who_is_meant": t("Several people may be meant. Choose one."),
        "bad_date": t("This is no date. Write it like 19.04.2024, 19 April 2024 or 2024-04-19."),
        "future_date": t("This date is still to come."),
        "bad_degree": t("The award has no such degree. It has: {degrees}"),
        "bad_award": t("This names no award of the registry, or several. Write its full name."),
        "unknown_field": t("Nothing to correct was written."),
        "empty": t("There is no text in it."),
        "too_long": t("This is too long."),
        "link_forbidden": t("Only addresses on the public internet are read."),
        "link_failed": t("The page could not be opened. Check the link, or send the text itself."),
        "link_slow": t("The page did not answer in time. Send the text itself."),
        "link_kind": t("Behind the link is no page of text. Send the text itself."),
        "link_large": t("The page is larger than 2 MB. Send the text itself."),
        "file_kind": t("I read files of these kinds: txt, html, docx. Send the text itself."),
        "file_large": t("The file is larger than 2 MB. Send the text itself."),
        "file_broken": t("The file is damaged or is no Word document. Send the text itself."),
    }.get(error.code, error.message)
    return said.replace("{degrees}", ", ".join(error.extra.get("degrees", ())))
