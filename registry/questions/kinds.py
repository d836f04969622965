"""The kinds of question. A new one is a row here, its rule in `understand`, its branch in `run`."""

from registry.wording import phrases

# What lists conferrals; then what tabulates, ranks or compares them; then what tells of the law
# and of the registry itself.
LISTS = (
    "holders", "honours", "when", "where", "by_whom", "why", "which_decree", "did_receive", "count",
    "first", "latest", "both", "all_degrees", "on_this_day",
)  # fmt: skip
TABLES = ("per_year", "per_country", "per_award")
KINDS = (*LISTS, *TABLES, "share", "most_decorated", "compare", "about", "coverage")

# These ask of one person's conferral, and lean on a follow-up's person.
DETAILS = ("when", "where", "by_whom", "why", "which_decree", "did_receive")


def kind_words(kind: str, lang: str) -> str:
    """What is asked, as the "understood as" line begins."""
    t = phrases(lang).gettext
    return {
        "holders": t("who received it"),
        "honours": t("honours of a person"),
        "when": t("when it was received"),
        "where": t("where it was handed over"),
        "by_whom": t("by whom it was conferred or handed over"),
        "why": t("for what it was received"),
        "which_decree": t("by which decree"),
        "did_receive": t("whether it was received"),
        "count": t("how many"),
        "first": t("the earliest"),
        "latest": t("the latest"),
        "both": t("who has all of them"),
        "all_degrees": t("full holders"),
        "on_this_day": t("on this day"),
        "per_year": t("how many in each year"),
        "per_country": t("how many from each country"),
        "per_award": t("how many of each award"),
        "share": t("what share"),
        "most_decorated": t("who has the most honours"),
        "compare": t("comparison"),
        "about": t("about the award"),
        "coverage": t("what the registry holds"),
    }[kind]
