"""Why two writings may name one person, in the clerk's words; the codes are `registry.names`'s."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.names import REASONS

# A code → its words; {one} and {other} are the words of the two names.
_WORDS: dict[str, "str | Promise"] = {
    "surface_equal": _("the same word: {one}"),
    "key_equal": _("the same name in another spelling: {one} = {other}"),
    "known_variant": _("known spellings of one name: {one} = {other}"),
    "parts_joined": _("written together or apart: {one}"),
    "titles_left_out": _("a title was left out: {one}"),
    "patronymic_absent": _("only one of the two has a patronymic: {one}"),
    "vowel_softness": _("differs only in a soft vowel: {one} = {other}"),
    "kazakh_vowel": _("a Kazakh vowel written in two ways: {one} = {other}"),
    "case_stripped": _("the same name with an ending: {one} = {other}"),
    "initial_agrees": _("an initial: {one} = {other}"),
    "stored_part_not_named": _("has a further name: {one}"),
    "typing_error": _("one letter apart: {one} = {other}"),
    "one_part_only": _("only one word was written: {one}"),
    "given_name_only": _("only a given name was written: {one}"),
    "several_typing_errors": _("more than one word is not quite the same: {one}"),
    "typing_error_and_case": _("one letter apart, and an ending: {one} = {other}"),
    "reads_as_woman": _("may be a woman's name: {one}"),
    "cases_disagree": _("the endings do not go together: {one}"),
    "gender_differs": _("one is a man's name, the other a woman's: {one}"),
    "vowel_differs": _("another vowel, perhaps another name: {one} = {other}"),
    "short_word_differs": _("one letter of a short word differs: {one} = {other}"),
    "first_letter_differs": _("the first letters differ: {one} = {other}"),
    "known_name": _("one letter away from a common name: {one} = {other}"),
    "gender_pair": _("a man's and a woman's surname: {one} = {other}"),
    "other_given_name": _("two names, one letter apart: {one} = {other}"),
    "initial_differs": _("another initial: {one} = {other}"),
    "patronymic_differs": _("another patronymic: {one} = {other}"),
    "part_not_found": _("this word is not in the name: {one}"),
    "no_word_in_common": _("no word in common"),
}
WITHOUT_WORDS = REASONS.keys() - _WORDS.keys()


def reason_words(reasons: Iterable[str]) -> list[str]:
    """The reasons of a comparison in words; those that need no second word are said together."""
    said: dict[str, list[str]] = {}
    for reason in reasons:
        code, _colon, argument = reason.partition(":")
        said.setdefault(code, []).append(argument)
    return [text for code, arguments in said.items() for text in _said(code, arguments)]


def _said(code: str, arguments: list[str]) -> Iterable[str]:
    words = str(_WORDS[code])
    pairs = [argument.partition("=")[::2] for argument in arguments]
    if "{other}" not in words:
        yield words.format(one=", ".join(one for one, _other in pairs))
        return
    yield from (words.format(one=one, other=other) for one, other in pairs)
