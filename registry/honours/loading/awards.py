"""An award stands in five files: its row, its spellings, periods, grades and their dated names."""

from collections.abc import Iterable
from typing import Any

from registry.errors import InvalidInput
from registry.honours import services
from registry.honours.loading.rows import BadCell, Row
from registry.honours.loading.run import Load, Step
from registry.honours.models import Award, AwardName
from registry.honours.services.writing import revise
from registry.names import fold, script_of

_CHILDREN = ("award_names.csv", "award_periods.csv", "grades.csv", "grade_names.csv")


def _read(run: Load) -> Iterable[Row]:
    rows = run.rows("awards.csv", "slug", "authority", "kind", "name_en")
    by_slug = {row.text("slug"): row for row in rows}
    for file in _CHILDREN:
        for child in run.rows(file, "award"):
            parent = by_slug.get(child.text("award"))
            if parent is None:
                run.refuse(child, BadCell("award", f"{child.text('award')!r} is not in awards.csv"))
            else:
                parent.children.append(child)
    _refuse_shared_spellings(run, rows)
    return rows


def _refuse_shared_spellings(run: Load, rows: list[Row]) -> None:
    """Two awards cannot own one spelling: the first keeps it, the other row is refused."""
    owners: dict[str, Row] = {}
    for row in rows:
        for child in [c for c in row.children if c.file == "award_names.csv"]:
            text = child.text("text")
            owner = owners.setdefault(fold(text), child)
            if owner is not child:
                row.children.remove(child)
                taken = (
                    f"the spelling {text!r} stands in line {owner.line} for {owner.text('award')}"
                )
                run.refuse(child, BadCell("text", taken))


def _fields(run: Load, row: Row) -> dict[str, Any]:
    texts = ("name_kk", "name_kk_latn", "name_ru", "name_en", "short_kk", "short_ru", "short_en")
    more = ("precedence_basis", "legal_basis", "eligibility", "status", "evidence_mark", "note")
    return {
        "authority": run.find("authorities.csv", row, "authority"),
        "kind": row.need("kind"),
        "precedence": row.number("precedence"),
        "predecessor": run.find_or_none("awards.csv", row, "predecessor"),
        "sequence_required": row.flag("sequence_required"),
        **row.texts(*texts, *more),
    }


def _of(run: Load, row: Row, file: str) -> Iterable[Row]:
    return (child for child in row.children if child.file == file)


def _grades(run: Load, row: Row) -> list[dict[str, Any]]:
    dated = list(_of(run, row, "grade_names.csv"))
    return [
        {
            "kind": child.need("kind"),
            "rank": child.number("rank"),
            **child.texts("name_kk", "name_ru", "name_en", "worn_as", "evidence_mark", "note"),
            **_period(child),
            "sources": run.sources(child),
            "dated_names": [
                {**name.texts("text", "language", "note"), **_period(name)}
                for name in dated
                if (name.text("kind"), name.text("rank"))
                == (child.text("kind"), child.text("rank"))
            ],
        }
        for child in _of(run, row, "grades.csv")
    ]


def _period(row: Row) -> dict[str, Any]:
    return {"valid_from": row.date("valid_from"), "valid_to": row.date("valid_to")}


def _periods(run: Load, row: Row) -> list[dict[str, Any]]:
    return [
        {
            **_period(child),
            "contested": child.flag("contested"),
            **child.texts("basis", "note"),
            "sources": run.sources(child),
        }
        for child in _of(run, row, "award_periods.csv")
    ]


def _names(run: Load, row: Row) -> list[dict[str, Any]]:
    return [
        {
            "text": child.need("text"),
            "language": child.need("language"),
            "script": child.text("script") or script_of(child.need("text")),
            "kind": child.need("kind"),
            "note": child.text("note"),
        }
        for child in _of(run, row, "award_names.csv")
    ]


def _enter(run: Load, row: Row) -> Award:
    return services.award_register(
        slug=row.need("slug"),
        grades=_grades(run, row),
        periods=_periods(run, row),
        names=_names(run, row),
        sources=run.sources(row),  # type: ignore[arg-type]
        by=run.by,
        reason=run.reason,
        **_fields(run, row),
    )


def _revise(run: Load, row: Row, record: Any) -> bool:
    """Columns are revised and new spellings added; grades in use are changed in the admin."""
    changed = revise(record, _fields(run, row), action="award.revise", by=run.by, reason=run.reason)
    held = set(AwardName.objects.filter(award=record).values_list("folded", flat=True))
    for name in _names(run, row):
        if fold(name["text"]) not in held:
            try:
                services.award_spelling_add(award=record, by=run.by, reason=run.reason, **name)
            except InvalidInput as error:
                run.refuse(row, error)
            changed = True
    return changed


AWARDS = Step("awards.csv", Award, lambda row: row.need("slug"), _read, _enter, _revise)
