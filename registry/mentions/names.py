"""Runs of words that are written like a name. Who it is, is resolved elsewhere."""

from collections.abc import Collection, Sequence

from registry.mentions.model import NameMention, Word
from registry.names import is_title


def find_names(
    text: str, words: Sequence[Word], taken: Collection[int], *, capitals_only: bool = False
) -> list[NameMention]:
    """Runs of words that nothing else has taken, cut at punctuation that ends a name.

    `taken` holds the numbers of words that mean something else. With `capitals_only` (running
    text) a word counts only if it begins with a capital letter.
    """
    runs: list[list[int]] = []
    for number, word in enumerate(words):
        if not _could_be_name(word, number in taken, capitals_only):
            continue
        joined = runs and runs[-1][-1] == number - 1 and _joins(text, words[number - 1], word)
        if joined:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [_mention(text, words, run) for run in runs]


def _could_be_name(word: Word, is_taken: bool, capitals_only: bool) -> bool:
    if is_taken or not any(letter.isalpha() for letter in word.text) or is_title(word.text):
        return False
    return not capitals_only or word.text[:1].isupper()


def _joins(text: str, left: Word, right: Word) -> bool:
    """Only spaces, or the full stop of an initial, may stand inside a name."""
    between = text[left.end : right.start].strip()
    return between == "" or (between == "." and len(left.text) <= 2)


def _mention(text: str, words: Sequence[Word], run: Sequence[int]) -> NameMention:
    start, end = words[run[0]].start, words[run[-1]].end
    return NameMention(start, end, run[0], run[-1] + 1, text[start:end])
