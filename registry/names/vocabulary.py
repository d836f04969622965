"""Words that stand beside names or tell them apart: titles, patronymics, given names.

The tables are files under `data/`, each with a line that says why it is there.
"""

import re
from functools import lru_cache
from pathlib import Path

from registry.names.keys import key
from registry.names.text import fold

DATA = Path(__file__).parent / "data"
_PATRONYMIC = re.compile(
    r"(?:ович|евич|ич|овича|евича|овичу|евичу|овичем|евичем|овна|евна|ична|инична|овны|евны|овне|"
    r"евне|овну|евну|овной|евной|ovich|evich|yevich|ovna|evna|yevna)$"
)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(fold(line) for line in _lines("titles.txt"))


@lru_cache(maxsize=1)
def _given() -> dict[str, str]:
    """Key of a given name → m, f or mf."""
    found: dict[str, str] = {}
    for line in _lines("given_names.csv"):
        gender, _, names = line.partition(",")
        for name in names.split(" "):
            known = found.get(key(name), "")
            found[key(name)] = gender if known in ("", gender) else "mf"
    return found


def _lines(file: str) -> list[str]:
    text = (DATA / file).read_text(encoding="utf-8")
    return [line for raw in text.splitlines() if (line := raw.partition("#")[0].strip())]


def is_title(word: str) -> bool:
    """Whether a word is a title beside a name («господин», "Mr") and no part of it."""
    return fold(word) in _titles()


def is_initial(word: str) -> bool:
    """Whether a word is a first letter only."""
    return len(word.strip(".")) == 1 and word[:1].isalpha()


def is_patronymic(word: str) -> bool:
    """Whether a word is a Russian patronymic in any case form. «-ұлы» may be a surname."""
    folded = fold(word)
    return len(folded) > 5 and bool(_PATRONYMIC.search(folded))


def given_gender(name_key: str) -> str | None:
    """`m`, `f`, `mf` for the key of a known given name; None if it is not known as one."""
    return _given().get(name_key)
