"""What each command does, in words: for Telegram's list of commands and for /help."""

from registry.wording import phrases


def descriptions(lang: str) -> dict[str, str]:
    """Command → what it does, in the order in which Telegram lists them."""
    t = phrases(lang).gettext
    return {
        "ask": t("ask a question"),
        "latest": t("the newest conferrals"),
        "today": t("honoured on this day"),
        "award": t("about an award"),
        "person": t("honours of a person"),
        "stats": t("the registry in figures"),
        "follow": t("be told of what is new"),
        "following": t("what I follow"),
        "quiet": t("hours without notices"),
        "report": t("report a mistake"),
        "language": t("choose the language"),
        "privacy": t("what is kept of me"),
        "forget": t("erase what is kept of me"),
        "help": t("how to ask"),
    }
