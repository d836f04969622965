"""Random writes by every service of the domain: a script of small numbers → what it makes.

Each step picks among the records that stand then, so that a shorter script is still a script.
What a service refuses is no failure: it writes nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from registry.dates import PartialDate
from registry.errors import RegistryError
from registry.honours import services
from registry.honours.models import (
    Change,
    Citizenship,
    Conferral,
    ConferralEvent,
    Evidence,
    Recipient,
    RecipientName,
)
from tests.cast import LOADER, Cast

SECRET = "SECRET"
Step = tuple[int, int, int, int]
SCRIPTS = st.lists(st.tuples(*[st.integers(0, 60)] * 4), min_size=1, max_size=12)
OFFICES = ("", "President of Kyrgyzstan", "doctor", "school teacher, doctor")


def _pick(rows: Any, number: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


class Writer:
    """Takes steps. Everything that is private holds the word SECRET."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.made = 0
        self.verbs: list[Callable[[int, int, int], Any]] = [
            self.record, self.record, self.publish, self.publish, self.publish, self.revise,
            self.revise_recipient_of, self.withdraw, self.event, self.evidence, self.merge,
            self.merge, self.add_name, self.register, self.revise_recipient, self.desk_name,
            self.desk_citizenship, self.desk_conferral, self.desk_evidence, self.desk_event,
            self.remove_part, self.decree, self.unmerge, self.submit, self.send_back,
        ]  # fmt: skip

    def begin(self) -> None:
        """A few records to begin with: the one who is dead, a draft, three that are published."""
        for number in range(2):
            self.register(number, number, 1)
        for number in range(4):
            self.record(number, number, number)
        for _ in range(3):
            self.publish(0, 0, 0)

    def take(self, step: Step) -> bool:
        """One step; whether anything was written."""
        verb, *numbers = step
        try:
            return self.verbs[verb % len(self.verbs)](*numbers) is not None
        except RegistryError:
            return False

    def run(self, script: Sequence[Step], after: Callable[[], None] = lambda: None) -> None:
        """Every step of a script, and what is to be done after each that wrote something."""
        for step in script:
            if self.take(step):
                after()

    def register(self, a: int, b: int, c: int) -> Any:
        self.made += 1
        living = {"birth": PartialDate(1950, 1, 1 + a % 28)}
        dead = {"death": PartialDate(2001)} if b % 3 == 0 else {}
        return self.cast.person(
            (f"Person Number{self.made}", "en"), (f"Некто Номер{self.made}", "ru"),
            note=SECRET, citizenships=("", "KZ", "KG", "KZ UZ")[c % 4].split(),
            external_ids=[("wikidata", f"Q{self.made}")], **living, **dead,
        )  # fmt: skip

    def record(self, a: int, b: int, c: int) -> Any:
        person = _pick(Recipient.objects, a)
        award, grade = [(self.cast.dostyk, "1"), (self.cast.dostyk, "2"), (self.cast.otan, ""),
                        (self.cast.barys, "3")][b % 4]  # fmt: skip
        return self.cast.draft(
            person, award, grade, conferred_on=f"{2000 + c % 20}-04-{1 + a % 28:02}",
            office_en=OFFICES[b % 4], note=SECRET, certificate_number=SECRET,
        )  # fmt: skip

    def publish(self, a: int, b: int, c: int) -> Any:
        draft = _pick(Conferral.objects.filter(state__in=("draft", "submitted")), a)
        return draft and services.conferral_publish(conferral=draft, by=LOADER, reason=SECRET)

    def submit(self, a: int, b: int, c: int) -> Any:
        draft = _pick(Conferral.objects.filter(state="draft"), a)
        return draft and services.conferral_submit(conferral=draft, by=LOADER, reason=SECRET)

    def send_back(self, a: int, b: int, c: int) -> Any:
        row = _pick(Conferral.objects.filter(state="submitted"), a)
        return row and services.conferral_return(conferral=row, by=LOADER, comment=SECRET)

    def withdraw(self, a: int, b: int, c: int) -> Any:
        row = _pick(Conferral.objects, a)
        return row and services.conferral_withdraw(conferral=row, by=LOADER, reason=SECRET)

    def revise(self, a: int, b: int, c: int) -> Any:
        fields: list[dict[str, Any]] = [
            {"conferred_on": PartialDate(2000 + c % 20), "conferred_on_basis": "reported"},
            {"conferred_on": None, "conferred_on_basis": ""},
            {"office_en": OFFICES[c % 4], "posthumous": c % 2 == 0},
            {"presented_on": PartialDate(2019, 1 + c % 12), "note": f"{SECRET} {c}"},
            {"reason_en": f"for work {c}", "certificate_number": f"{SECRET} {c}"},
            {"award": self.cast.otan, "grade": self.cast.otan.grades.get()},
        ]
        return self._revise(_pick(Conferral.objects, a), **fields[b % 6])

    def revise_recipient_of(self, a: int, b: int, c: int) -> Any:
        return self._revise(_pick(Conferral.objects, a), recipient=_pick(Recipient.objects, b))

    def _revise(self, row: Conferral | None, **fields: Any) -> Any:
        if row is None:
            return None
        changed = services.conferral_revise(conferral=row, by=LOADER, reason=SECRET, **fields)
        return changed or None

    def event(self, a: int, b: int, c: int) -> Any:
        row = _pick(Conferral.objects, a)
        kind = ConferralEvent.Kind.values[b % 4]
        date = PartialDate(2010 + c % 10) if c % 3 else None
        return row and services.conferral_event_record(
            conferral=row, kind=kind, date=date, source=self.cast.decree_page, by=LOADER,
            reason="a court",
        )  # fmt: skip

    def evidence(self, a: int, b: int, c: int) -> Any:
        row = _pick(Conferral.objects, a)
        item = services.EvidenceInput(
            self.cast.decree_page, ("award",), date=PartialDate(2000 + c % 20), note=SECRET,
            quote=SECRET,
        )  # fmt: skip
        return row and services.evidence_add(conferral=row, evidence=item, by=LOADER)

    def merge(self, a: int, b: int, c: int) -> Any:
        one, other = _pick(Recipient.objects, a), _pick(Recipient.objects, b)
        return services.recipient_merge(duplicate=one, survivor=other, by=LOADER, reason=SECRET)

    def unmerge(self, a: int, b: int, c: int) -> Any:
        merge = _pick(Change.objects.filter(action="recipient.merge"), a)
        return merge and services.recipient_unmerge(merge=merge, by=LOADER, reason=SECRET)

    def add_name(self, a: int, b: int, c: int) -> Any:
        name = services.NameInput(f"Another Name{c}", "en", "spelling", SECRET)
        return services.recipient_name_add(
            recipient=_pick(Recipient.objects, a), name=name, by=LOADER, reason=SECRET
        )

    def revise_recipient(self, a: int, b: int, c: int) -> Any:
        fields: list[dict[str, Any]] = [
            {"death": PartialDate(1990 + c % 20) if c % 2 else None},
            {"birth": PartialDate(1931, 1, 1 + c % 28)},
            {"description_en": f"somebody {c}", "gender": "mf"[c % 2], "note": f"{SECRET} {c}"},
        ]
        changed = services.recipient_revise(
            recipient=_pick(Recipient.objects, a), by=LOADER, reason=SECRET, **fields[b % 3]
        )
        return changed or None

    def desk_name(self, a: int, b: int, c: int) -> Any:
        name = _pick(RecipientName.objects, a)
        if b % 2:
            name = RecipientName(recipient=name.recipient, language="en", kind="alias")
        name.text, name.note = f"Written Name{c}", SECRET
        return self._desk(name)

    def desk_citizenship(self, a: int, b: int, c: int) -> Any:
        country = ("KZ", "KG", "UZ", "RU")[c % 4]
        held = _pick(Citizenship.objects, a)
        if held is None or b % 2:
            held = Citizenship(recipient=_pick(Recipient.objects, a))
        held.country = country
        return self._desk(held)

    def desk_conferral(self, a: int, b: int, c: int) -> Any:
        row = _pick(Conferral.objects, a)
        if row is None:
            return None
        row.presented_by, row.note = f"Presenter {c % 5}", f"{SECRET} {c}"
        row.office_ru = ("", "врач", "учитель")[b % 3]
        return self._desk(row)

    def desk_evidence(self, a: int, b: int, c: int) -> Any:
        row = _pick(Evidence.objects, a)
        if row is None:
            return None
        if b % 2:
            row = Evidence(conferral=row.conferral, source=self.cast.page)
        row.date, row.note = PartialDate(2000 + c % 20), SECRET
        return self._desk(row)

    def desk_event(self, a: int, b: int, c: int) -> Any:
        row = _pick(ConferralEvent.objects, a)
        if row is None:
            return None
        row.kind = ConferralEvent.Kind.values[c % 4]
        return self._desk(row)

    def _desk(self, record: Any) -> Any:
        return services.desk_write(record=record, by=LOADER, reason=SECRET)

    def remove_part(self, a: int, b: int, c: int) -> Any:
        table = (RecipientName, Citizenship, Evidence, ConferralEvent)[b % 4]
        row = _pick(table.objects, a)
        owner = row and (getattr(row, "recipient", None) or row.conferral)
        # A recipient keeps a name, and a conferral its evidence.
        beside = {RecipientName: "names", Evidence: "evidence"}.get(table)
        if row is None or (beside and getattr(owner, beside).count() == 1):
            return None
        services.desk_remove(record=row, by=LOADER, reason=SECRET)
        return row

    def decree(self, a: int, b: int, c: int) -> Any:
        """A decree of its own for a conferral, so that decrees come into sight, too."""
        self.made += 1
        row = _pick(Conferral.objects, a)
        if row is None or row.conferred_on is None:
            return None
        act = services.decree_record(
            authority=self.cast.kz, number=f"{self.made}", date=row.conferred_on,
            sources=[self.cast.decree_page], by=LOADER, reason=SECRET,
        )  # fmt: skip
        return self._revise(row, decree=act)
