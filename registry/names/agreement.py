"""Whether the case endings of the words of one written name go together."""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.names.forms import Form
from registry.names.russian import changes
from registry.names.vocabulary import is_particle

_CASES = ("gen", "dat", "acc", "ins", "prep")


@dataclass(frozen=True, slots=True)
class Read:
    """A written word and the readings under which it matched, in the order of writing."""

    folded: str
    forms: tuple[Form, ...]

    @property
    def stripped(self) -> bool:
        """Whether it matched only without its ending."""
        return bool(self.forms) and self.forms[0].how != "surface"


def agree(reads: Sequence[Read], gender: str | None = None) -> str | None:
    """The gender ('m', 'f' or '' for either) under which all endings agree; None if none does.

    Kazakh and English put the ending on the last word only; Russian on every word that can
    take one. Feminine names in a consonant and surnames in -ко do not change.
    """
    if not any(read.stripped for read in reads):
        return ""
    hows = {form.how for read in reads if read.stripped for form in read.forms}
    if hows & {"kk", "en"} and _last_only(reads):
        return ""
    for possible in (gender,) if gender else ("m", "f"):
        if any(_in_case(reads, case, possible) for case in _CASES):
            return possible
    return None


def _last_only(reads: Sequence[Read]) -> bool:
    last = reads[-1]
    if any(read.stripped for read in reads[:-1]):
        return False
    return any(form.how in ("kk", "en") for form in last.forms)


def _in_case(reads: Sequence[Read], case: str, gender: str) -> bool:
    syllables_before = all(_syllables(read.folded) == 1 for read in reads[:-1])
    for at, read in enumerate(reads):
        if is_particle(read.folded):
            continue
        if read.stripped:
            fits = any(
                form.how == "ru" and case in form.cases and form.gender in (None, gender)
                for form in read.forms
            )
        else:
            # Ким Чен Ына, Ли Кэцяна: only the last syllable of an East Asian name changes.
            eastern = syllables_before and 0 <= at < len(reads) - 1
            fits = eastern or not changes(read.folded, gender)
        if not fits:
            return False
    return True


def _syllables(folded: str) -> int:
    return sum(letter in "аеиоуыэюяәөұүі" for letter in folded)
