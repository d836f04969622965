"""What the rules say of rows that are not saved yet."""

from collections.abc import Sequence

from registry.dates import PartialDate
from registry.desk.decree_entry.rows import Row, unsaved
from registry.honours.models import Decree
from registry.honours.rules import ERROR, check, errors_of


def judge(rows: Sequence[Row], date: PartialDate | None, decree: Decree | None) -> None:
    """Let each row that names its award be looked at by the rules; errors become its own."""
    for row in rows:
        if row.removed or row.award is None:
            continue
        conferral = unsaved(row, date)
        row.findings = check(conferral) if row.recipient else errors_of(conferral)
        for finding in row.findings:
            if finding.level == ERROR:
                where = finding.field if finding.field in row.form.fields else "name"
                row.wrong(where, finding.reason)
