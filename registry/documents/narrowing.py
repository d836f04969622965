"""What lists of documents can be narrowed by: each function gives a condition on a row `x`.

What a period means is said in design §4; the conditions are those of `honours.querysets` in the
words of a statement that pages by keys.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from registry.dates import DateRange, lower_bound, upper_bound
from registry.documents.sql import Condition, is_rare, marks
from registry.honours.presenters import presenters_like

Alternatives = tuple[tuple[Condition, ...], ...]
NONE = Condition("1 = 0")


def keyed(keys: Sequence[int]) -> Condition:
    """Rows of these keys."""
    return among("x.id", keys)


def equal(column: str, value: str) -> Condition:
    """Rows with this value in a column of their own."""
    return Condition(f"x.{column} = %s", (value,))


def of_awards(awards: Sequence[int]) -> Condition:
    """Conferrals of any of these awards."""
    return among("x.award_id", awards)


def of_grades(grades: Sequence[int]) -> Condition:
    """Conferrals of any of these grades."""
    return among("x.grade_id", grades)


def among(column: str, keys: Sequence[int]) -> Condition:
    """Rows with one of these keys in a column."""
    # One key alone is equality, which lets an index serve the order behind it as well.
    if len(keys) == 1:
        return Condition(f"{column} = %s", (keys[0],))
    return Condition(f"{column} IN {marks(keys)}", tuple(keys)) if keys else NONE


def of_authority(slug: str) -> Condition:
    """Decrees of an authority."""
    sql = "x.authority_id = (SELECT o.id FROM honours_authority o WHERE o.slug = %s)"
    return Condition(sql, (slug,))


GRADE_UNSTATED = Condition("x.grade_id IS NULL")


def of_recipient(recipient: int) -> Condition:
    """What one recipient has received."""
    return Condition("x.recipient_id = %s", (recipient,), few=True)


def by_decree(decree: int) -> Condition:
    """What one decree conferred."""
    return Condition("x.decree_id = %s", (decree,), few=True)


def is_posthumous(truth: bool) -> Condition:
    """Conferrals after the recipient's death, or the others."""
    # Written out, so that the index of the few that are can be seen to serve.
    return Condition("x.posthumous" if truth else "NOT x.posthumous")


def _beside(table: str, link: str, column: str, key: str, value: str) -> Condition:
    """Rows beside which `table` has a row with this value in `column`."""
    sql = f"SELECT {link} FROM {table} WHERE {column} = %s"  # noqa: S608
    if is_rare(sql, (value,)):
        return Condition(f"{key} IN ({sql})", (value,), few=True)
    exists = f"SELECT 1 FROM {table} o WHERE o.{link} = {key} AND o.{column} = %s"  # noqa: S608
    return Condition(f"EXISTS ({exists})", (value,))


def on_citizens(country: str, key: str = "x.recipient_id") -> Condition:
    """Conferrals on citizens of a state; with `key="x.id"`, recipients who are."""
    return _beside("honours_citizenship", "recipient_id", "country", key, country)


def of_office(office: str) -> Condition:
    """Conferrals on holders of an office, by its key in the vocabulary."""
    return _beside("honours_conferraloffice", "conferral_id", "office", "x.id", office)


def recipient_is(column: str, value: str) -> Condition:
    """Conferrals on recipients of a gender or kind."""
    if column not in ("gender", "kind"):
        raise ValueError(column)
    return Condition(
        "EXISTS (SELECT 1 FROM honours_recipient o WHERE o.id = x.recipient_id "  # noqa: S608
        f"AND o.{column} = %s)",
        (value,),
    )


def presented_by(name: str) -> Condition:
    """Conferrals whose insignia somebody of this written name handed over."""
    texts = tuple(sorted(presenters_like(name)))
    if not texts:
        return NONE
    return Condition(f"x.presented_by IN {marks(texts)}", texts, few=True)


def on_day_of_year(day: str) -> Condition:
    """Conferrals of one day (`04-19`) of any year, by the act's date or the presentation's."""
    sql = "(SUBSTR(x.conferred_on, 6) = %s OR SUBSTR(x.presented_on, 6) = %s)"
    return Condition(sql, (day, day), few=True)


def changed_since(change: int, kind: str, limit_id: str = "x.public_id") -> Condition:
    """Records that the journal tells of after a change's number."""
    sql = "SELECT object_id FROM honours_change WHERE object_type = %s AND id > %s"
    few = is_rare(sql, (kind, change))
    return Condition(f"{limit_id} IN ({sql})", (kind, change), few=few)


def _within(column: str, days: DateRange) -> Condition:
    """Every day that the date can mean lies in the range: `fields.Within`, as text.

    One lower bound and no more: of two an index may take the one that leaves everything.
    """
    sql, values = [], []
    if not days.start:
        sql.append(f"{column} > ''")
    else:
        sql.append(f"{column} >= %s")
        values.append(lower_bound(days.start))
    if days.end:
        end = upper_bound(days.end)
        sql.append(f"{column} <= %s")
        values.append(end)
        if not end.endswith("-99-99"):
            sql.append(f"({column} || substr('-99-99', length({column}) - 3)) <= %s")
            values.append(end)
    return Condition("(" + " AND ".join(sql) + ")", tuple(values))


def in_period(days: DateRange) -> Alternatives:
    """By the date that counts; or by the presentation's where the act's date lies elsewhere."""
    counting = _within("x.counts_on", days)
    # Few of all dates are a presentation's, and they have an index that holds all of this.
    shown = replace(_within("x.presented_on", days), few=True)
    act = _within("x.conferred_on", days)
    elsewhere = Condition(f"x.conferred_on IS NOT NULL AND NOT {act.sql}", act.values)
    return ((counting,), (shown, elsewhere))


def conferred_in(days: DateRange) -> Condition:
    """By the act's date alone."""
    return _within("x.conferred_on", days)


def presented_in(days: DateRange) -> Condition:
    """By the presentation's date alone."""
    return _within("x.presented_on", days)


def dated_in(days: DateRange) -> Condition:
    """Decrees by their date."""
    return _within("x.date", days)


_BY_THEN = "(v.date IS NULL OR (v.date || substr('-01-01', length(v.date) - 3)) <= %s)"


def has_status(status: str, day: str | None = None) -> Condition:
    """Conferrals of this status, on a day if one is given.

    `in_force`: no event so far, or the last one restored it. Other words: the last event's kind.
    """
    then, values = (f" AND {_BY_THEN}", (day,)) if day else ("", ())
    last = (
        "(SELECT v.kind FROM honours_conferralevent v WHERE v.conferral_id = x.id"  # noqa: S608
        f"{then} ORDER BY COALESCE(v.date, '') DESC, v.id DESC LIMIT 1)"
    )
    if status == "in_force":
        return Condition(f"COALESCE({last}, 'restored') = 'restored'", values)
    touched = "SELECT conferral_id FROM honours_conferralevent WHERE kind = %s"
    # Few honours are ever taken back: they are found from their events.
    return Condition(f"x.id IN ({touched}) AND {last} = %s", (status, *values, status), few=True)


def conferred_by(day: dt.date) -> Condition:
    """Conferrals that were surely made by a day, by the date that counts."""
    return _within("x.counts_on", DateRange(None, day))
