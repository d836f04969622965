"""Names of people: written forms → comparison keys across scripts, spellings and case endings.

Pure Python. `key` finds, `compare` judges: two names that share every key may still be two people,
and a form that was found only by taking an ending off is weaker than one that stands as written.
"""

from registry.names.cases import Form, keys_of
from registry.names.compare import REASONS, Comparison, compare
from registry.names.keys import deletions, key
from registry.names.text import Word, fold, script_of, words
from registry.names.vocabulary import is_initial, is_patronymic, is_title

__all__ = [
    "REASONS",
    "Comparison",
    "Form",
    "Word",
    "compare",
    "deletions",
    "fold",
    "is_initial",
    "is_patronymic",
    "is_title",
    "key",
    "keys_of",
    "script_of",
    "words",
]
