"""What the rules say of rows that are not saved yet, of all together."""

from collections.abc import Sequence

from registry.desk.decree_entry.rows import Row, unsaved
from registry.honours.models import Authority, Decree
from registry.honours.rules import ERROR, check_all


def judge(rows: Sequence[Row], act: Decree) -> None:
    """Let each row that names its award be looked at by the rules; errors become its own."""
    judged = [row for row in rows if row.award is not None and not row.removed]
    findings = check_all([unsaved(row, act) for row in judged])
    for row, found in zip(judged, findings, strict=True):
        row.findings = found
        for finding in found:
            if finding.level == ERROR:
                where = finding.field if finding.field in row.form.fields else "name"
                row.wrong(where, finding.reason)


def act_of(said: dict[str, object], decree: Decree | None) -> Decree:
    """The act as it would be saved, for the rules to look at."""
    authority = said.get("authority") or (decree and decree.authority) or Authority()
    date = said.get("date")
    return Decree(pk=decree.pk if decree else None, authority=authority, date=date)  # type: ignore[misc]
