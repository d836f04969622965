"""Which of the three languages a question is in: an alphabet and stop-word rule is enough."""

from collections import Counter

from registry.mentions.finder import Mentions

_KAZAKH_LETTERS = set("әғқңөұүһі")
_KAZAKH_LATIN = set("ğşñıūäöü")


# Of a text without a letter, where nobody says what is spoken.
LAST_RESORT = "ru"


def language_of(mentions: Mentions, fallback: str | None = None) -> str:
    """The language whose cue words stand in the text; letters decide where no word does.

    A bare name has no language: it is answered in the `fallback`, the asker's own, if that is
    known.
    """
    votes = Counter(cue.language for cue in mentions.cues or mentions.hidden)
    text = _own_words(mentions).lower() if votes else mentions.text.lower()
    # A name («Достық») may bring its letters into a question of another language: one vote only.
    latin = not any("а" <= letter <= "я" for letter in text)
    if _KAZAKH_LETTERS & set(text) or (latin and _KAZAKH_LATIN & set(text)):
        votes["kk"] += 1
    if votes:
        best = max(votes.values())
        leaders = [lang for lang in ("kk", "ru", "en") if votes[lang] == best]
        if len(leaders) > 1 and fallback in leaders:
            return str(fallback)
        return leaders[0] if len(leaders) == 1 else _by_script(text, leaders)
    if fallback or not text.strip():
        return fallback or LAST_RESORT
    return _by_script(text, ["ru", "en"])


def _own_words(mentions: Mentions) -> str:
    """The text without the names of awards, which keep their letters in every language."""
    text = mentions.text
    for award in reversed(mentions.awards):
        text = text[: award.start] + " " + text[award.end :]
    return text


def _by_script(text: str, leaders: list[str]) -> str:
    cyrillic = sum("а" <= letter <= "я" or letter in _KAZAKH_LETTERS for letter in text)
    latin = sum("a" <= letter <= "z" for letter in text)
    if "kk" in leaders and (_KAZAKH_LETTERS & set(text) or "en" not in leaders):
        return "kk" if _KAZAKH_LETTERS & set(text) else "ru"
    wanted = "ru" if cyrillic >= latin and cyrillic else "en"
    return wanted if wanted in leaders else leaders[0]
