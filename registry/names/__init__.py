"""Names of people: spellings, scripts, grammatical cases, and whether two writings agree.

Pure Python. `key` makes one word comparable across scripts, `keys_of` takes case endings off,
`compare` judges two whole names and gives its reasons.
"""

from registry.names.comparison import Comparison, compare
from registry.names.features import REASONS
from registry.names.folding import Word, fold, script_of, words
from registry.names.forms import Form, keys_of
from registry.names.keys import deletions, key
from registry.names.parts import is_initial, is_patronymic, is_title
from registry.names.transliteration import transliterate
from registry.names.vocabulary import GivenName, given_names

__all__ = [
    "REASONS",
    "Comparison",
    "Form",
    "GivenName",
    "Word",
    "compare",
    "deletions",
    "fold",
    "given_names",
    "is_initial",
    "is_patronymic",
    "is_title",
    "key",
    "keys_of",
    "script_of",
    "transliterate",
    "words",
]
