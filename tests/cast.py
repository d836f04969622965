"""The standing people of the tests: one with three spellings, two namesakes, one merged away.

All are invented or restate public facts; they enter through the services like anybody else.
"""

from dataclasses import dataclass
from typing import Any

from registry.accounts.actors import System
from registry.accounts.models import Role, User
from registry.dates import PartialDate
from registry.honours import services
from registry.honours.models import Authority, Award, Conferral, Recipient, Source

LOADER = System("tests")
WHY = "the standing cast"


@dataclass(slots=True)
class Cast:
    """Everybody and everything that a test may rely on."""

    kz: Authority
    page: Source
    decree_page: Source
    dostyk: Award
    barys: Award
    otan: Award
    japarov: Recipient
    kim_vera: Recipient
    kim_vladimir: Recipient
    clerk: User
    reviewer: User
    reader: User

    def confer(
        self, recipient: Recipient, award: Award, grade: str = "", **fields: Any
    ) -> Conferral:
        """A published conferral with one source."""
        conferral = self.draft(recipient, award, grade, **fields)
        return services.conferral_publish(conferral=conferral, by=LOADER, reason=WHY)

    def draft(
        self, recipient: Recipient, award: Award, grade: str = "", **fields: Any
    ) -> Conferral:
        """A draft with one source. Dates may be ISO text; a bare date of the act is a decree's."""
        for name in ("conferred_on", "presented_on"):
            if isinstance(fields.get(name), str):
                fields[name] = PartialDate.parse(fields[name])
        if fields.get("conferred_on"):
            fields.setdefault("conferred_on_basis", "decree")
        grades = {g.code(): g for g in award.grades.all()}
        return services.conferral_record(
            recipient=recipient,
            award=award,
            grade=grades[grade] if grade else grades.get("single"),
            evidence=[
                services.EvidenceInput(fields.pop("source", self.page), ("recipient", "award"))
            ],
            by=LOADER,
            reason_for_write=WHY,
            **fields,
        )

    def person(self, *names: tuple[str, str], **fields: Any) -> Recipient:
        """A registered person with names given as (text, language)."""
        return services.recipient_register(
            names=[services.NameInput(text, language) for text, language in names],
            by=LOADER,
            reason=WHY,
            **fields,
        )


def assemble() -> Cast:
    """Enter the cast into an empty registry."""
    kz = services.authority_register(
        slug="kz", kind="state", country="KZ", name_kk="Қазақстан Республикасы",
        name_ru="Республика Казахстан", name_en="Republic of Kazakhstan", by=LOADER, reason=WHY,
    )  # fmt: skip
    page = _source("page-1", "secondary", "https://news.example/1")
    decree_page = _source("decree-1", "primary", "https://law.example/1")
    cast = Cast(
        kz=kz,
        page=page,
        decree_page=decree_page,
        dostyk=_award(kz, page, "dostyk", "Достық", "Достык", "Dostyk", ("1", "2"), "1995-12-12"),
        barys=_award(kz, page, "barys", "Барыс", "Барыс", "Barys", ("1", "2", "3"), "1999-07-26"),
        otan=_award(kz, page, "otan", "Отан", "Отан", "Otan", (), "1993-04-01"),
        japarov=None,  # type: ignore[arg-type]  # set just below, with the others
        kim_vera=None,  # type: ignore[arg-type]
        kim_vladimir=None,  # type: ignore[arg-type]
        clerk=User.objects.create_user("clerk", role=Role.CLERK),
        reviewer=User.objects.create_user("reviewer", role=Role.REVIEWER),
        reader=User.objects.create_user("reader", role=Role.READER),
    )
    cast.japarov = cast.person(
        ("Sadyr Japarov", "en"), ("Садыр Жапаров", "ru"), ("Sadyr Zhaparov", "und"),
        gender="m", citizenships=["KG"], description_en="President of Kyrgyzstan",
    )  # fmt: skip
    cast.kim_vera = cast.person(
        ("Vera Kim", "en"), ("Вера Ким", "ru"), gender="f", citizenships=["KZ"]
    )
    cast.kim_vladimir = cast.person(
        ("Vladimir Kim", "en"), ("Владимир Ким", "ru"), gender="m", citizenships=["KZ"]
    )
    return cast


def _source(key: str, strength: str, url: str) -> Source:
    return services.source_register(
        key=key, title=f"Source {key}", strength=strength, url=url, by=LOADER, reason=WHY
    )


def _award(
    kz: Authority, source: Source, slug: str, kk: str, ru: str, en: str,
    degrees: tuple[str, ...], since: str,
) -> Award:  # fmt: skip
    grades: list[dict[str, Any]] = [
        {
            "kind": "degree",
            "rank": int(degree),
            "name_kk": f"{'I' * int(degree)} дәрежелі «{kk}» ордені",
            "name_ru": f"Орден «{ru}» {'I' * int(degree)} степени",
            "name_en": f"Order of {en}, degree {degree}",
        }
        for degree in degrees
    ] or [{"kind": "single", "rank": 0, "name_en": f"Order of {en}"}]
    spellings = dict.fromkeys((kk, ru, en))
    return services.award_register(
        slug=slug,
        authority=kz,
        kind="order",
        name_kk=f"«{kk}» ордені",
        name_ru=f"Орден «{ru}»",
        name_en=f"Order of {en}",
        short_ru=f"орден «{ru}»",
        grades=grades,
        periods=[{"valid_from": PartialDate.parse(since)}],
        names=[
            {"text": text, "language": "und", "script": "cyrl", "kind": "official"}
            for text in spellings
        ],
        sources=[source],
        by=LOADER,
        reason=WHY,
    )
