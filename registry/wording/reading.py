"""What the reader of articles remarks, in the language of the clerk who looks.

Remarks are kept in English with the draft, as they were when it was read; here each is said again.
A remark that is not in the table is shown as it is: better in English than not at all.
"""

import re
from collections.abc import Callable

from registry.wording.phrases import Phrases, phrases

Said = Callable[[Phrases, re.Match[str]], str]


def field_words(field: str, lang: str) -> str:
    """A field of a draft that can be corrected, by its name."""
    t = phrases(lang).gettext
    return {
        "degree": t("degree"),
        "date": t("date"),
        "award": t("award"),
        "name": t("recipient"),
        "reason": t("for what"),
        "decree": t("decree"),
    }.get(field, field)


def verdict_words(verdict: str, lang: str) -> str:
    """How far a draft can be trusted, in two or three words."""
    t = phrases(lang).gettext
    return {"known": t("on record already"), "check": t("to be checked")}.get(verdict, verdict)


def remark_words(remark: str, lang: str) -> str:
    """A reason of a verdict."""
    if remark.startswith("corrected: "):
        said = phrases(lang).gettext("corrected: {field}")
        return said.format(field=field_words(remark.removeprefix("corrected: "), lang))
    return _first(_REMARKS, remark, lang)


def passed_over_words(why: str, lang: str) -> str:
    """Why a sentence that looked like a conferral is none; the words it goes by stay as quoted."""
    return _first(_PASSED_OVER, why, lang)


def _first(table: tuple[tuple[str, Said], ...], text: str, lang: str) -> str:
    for pattern, said in table:
        match = re.fullmatch(pattern, text, re.DOTALL)
        if match:
            return said(phrases(lang), match)
    return text


_REMARKS: tuple[tuple[str, Said], ...] = (
    (
        "the award has no such degree",
        lambda p, m: p.gettext("the award has no such degree"),
    ),
    (
        r"(\d+) people bear this name",
        lambda p, m: p.ngettext(
            "{count} person bears this name", "{count} people bear this name", int(m[1])
        ).format(count=m[1]),
    ),
    (
        "resembles somebody on record",
        lambda p, m: p.gettext("the name resembles that of somebody on record"),
    ),
    (
        r"recorded already as (\S+): a new source",
        lambda p, m: p.gettext("recorded already ({id}): the article becomes a source").format(
            id=m[1]
        ),
    ),
    (
        "nobody of this name is on record",
        lambda p, m: p.gettext("nobody of this name is on record"),
    ),
    ("a human must look", lambda p, m: p.gettext("a human must look")),
)

_PASSED_OVER: tuple[tuple[str, Said], ...] = (
    (
        r"an award of another state \((\w+)\)",
        lambda p, m: p.gettext("an award of another state ({code})").format(code=m[1]),
    ),
    (
        r"a refusal or a denial \((.+)\)",
        lambda p, m: p.gettext("a refusal or a denial ({words})").format(words=m[1]),
    ),
    (
        r"a plan, a wish or a nomination, not an act \((.+)\)",
        lambda p, m: p.gettext("a plan, a wish or a nomination ({words})").format(words=m[1]),
    ),
    (
        r"about the founding of an award \((.+)\)",
        lambda p, m: p.gettext("about the founding of an award ({words})").format(words=m[1]),
    ),
    ("names no recipient", lambda p, m: p.gettext("names no recipient")),
    (
        "names an award, but nobody confers it here",
        lambda p, m: p.gettext("names an award, but nobody confers it there"),
    ),
)
