"""A conferral as the cells of a sheet: what export writes is what import compares with."""

from collections.abc import Iterator, Mapping

from django.db.models import Prefetch, QuerySet

from registry.dates import PartialDate
from registry.exchange.sheets.cells import plain
from registry.exchange.sheets.columns import columns
from registry.honours.models import Conferral, Evidence, Recipient, RecipientName
from registry.honours.models.recipient import display_name

# What cells say in a line of its own: columns of the conferral itself.
TEXTS = (
    "award_stated", "conferred_on_basis", "presented_by", "presented_at", "office_kk", "office_ru",
    "office_en", "reason_kk", "reason_ru", "reason_en", "certificate_number", "note",
)  # fmt: skip
DATES = ("conferred_on", "presented_on")
FLAGS = ("posthumous", "ex_officio")


def with_all(conferrals: "QuerySet[Conferral]") -> "QuerySet[Conferral]":
    """With everything that the cells are made of, whatever the number of rows."""
    evidence = Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk"))
    names = Prefetch("recipient__names", RecipientName.objects.order_by("pk"))
    return conferrals.select_related(
        "recipient", "award", "grade", "decree__authority"
    ).prefetch_related(evidence, names, "recipient__citizenships")


def cells_of(conferral: Conferral) -> dict[str, str]:
    """Column → text, of what the registry knows; the same record makes the same cells."""
    known = {
        "conferral_id": conferral.public_id,
        "state": conferral.state,
        "award": conferral.award.slug if conferral.award else "",
        "grade": conferral.grade.code() if conferral.grade else "",
        **{name: getattr(conferral, name) for name in TEXTS},
        **{name: _iso(getattr(conferral, name)) for name in DATES},
        **{name: "yes" if getattr(conferral, name) else "" for name in FLAGS},
    }
    known |= dict(_person(conferral.recipient))
    known |= dict(_act(conferral))
    known |= dict(_proof(conferral))
    return {key: known.get(key, "") for key in columns()}


def names_in(recipient: Recipient) -> dict[str, str]:
    """Column → the name by which a sheet calls a recipient, where there is one of that language."""
    names = list(recipient.names.all())
    found = {lang: [n for n in names if n.language == lang] for lang in ("kk", "ru", "en")}
    return {f"name_{lang}": display_name(own, lang) for lang, own in found.items()}


def _person(recipient: Recipient) -> Iterator[tuple[str, str]]:
    yield "recipient_id", recipient.public_id
    yield from names_in(recipient).items()
    yield "kind", recipient.kind
    yield "gender", recipient.gender
    yield "birth", _iso(recipient.birth)
    yield "citizenships", " ".join(sorted(c.country for c in recipient.citizenships.all()))


def _act(conferral: Conferral) -> Iterator[tuple[str, str]]:
    decree = conferral.decree
    if decree is not None:
        yield "decree_number", decree.number
        yield "decree_date", _iso(decree.date)
        yield "decree_authority", decree.authority.slug
        yield "decree_kind", decree.kind
        for lang in ("kk", "ru", "en"):
            yield f"decree_title_{lang}", getattr(decree, f"title_{lang}")


def _proof(conferral: Conferral) -> Iterator[tuple[str, str]]:
    """The first source: a line has room for one. The others stay as they are."""
    for evidence in conferral.evidence.all()[:1]:
        yield "source_key", evidence.source.key
        yield "source_url", evidence.source.url
        yield "source_title", evidence.source.title
        yield "source_strength", evidence.source.strength
        yield "quote", evidence.quote


def _iso(date: PartialDate | None) -> str:
    return date.iso() if date else ""


def differing(cells: Mapping[str, str], known: Mapping[str, str]) -> list[str]:
    """The columns of a line whose text is not the registry's."""
    return [key for key, text in cells.items() if text != plain(known[key])]
