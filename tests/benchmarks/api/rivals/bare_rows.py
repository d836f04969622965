"""The bare program's statements, and the documents of their rows. What rows share is read once."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from tests.benchmarks.api.rivals.bare_shared import Shared

COLUMNS = (
    "c.public_id, c.award_id, c.grade_id, c.decree_id, c.conferred_on, c.conferred_on_basis, "
    "c.presented_on, c.presented_by, c.presented_at, c.office_kk, c.office_ru, c.office_en, "
    "c.reason_kk, c.reason_ru, c.reason_en, c.posthumous, c.ex_officio, c.contested"
)
_NEWEST = "ORDER BY counts_on DESC, id DESC LIMIT %s"
_OF_GRADE = (
    "SELECT id, counts_on FROM honours_conferral WHERE grade_id = %s AND state = 'published' AND "
)
IN_A_YEAR = (
    f"SELECT * FROM (SELECT * FROM ({_OF_GRADE} counts_on >= %s AND counts_on < %s {_NEWEST}) a "
    f"UNION ALL SELECT * FROM ({_OF_GRADE} presented_on >= %s AND presented_on < %s "
    f"AND conferred_on IS NOT NULL AND NOT (conferred_on >= %s AND conferred_on < %s) {_NEWEST}) b"
    f") both_ways {_NEWEST}"
)
_KINDS = {"official": 0, "spelling": 1, "former": 2, "transliteration": 3, "alias": 4}
_LANGUAGES = {"en": 0, "ru": 1, "kk": 2}
Document = dict[str, Any]


class Reader:
    """One connection, its statements and the shared parts of documents."""

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite")
        if self.sqlite:
            file = url.removeprefix("sqlite:///")
            self.connection: Any = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
            self.connection.execute("PRAGMA mmap_size=1073741824")  # as the registry does
        else:
            import psycopg

            self.connection = psycopg.connect(url, autocommit=True)
        agg, array = ("json_group_array", "json_array")
        if not self.sqlite:
            agg, array = "json_agg", "json_build_array"
        fields = "json(e.fields)" if self.sqlite else "e.fields"
        self.names = (
            f"(SELECT {agg}({array}(n.id, n.text, n.language, n.kind, n.script)) "
            "FROM honours_recipientname n WHERE n.recipient_id = {})"
        )
        self.proofs = (
            f"(SELECT {agg}({array}(e.id, e.source_id, e.stance, {fields}, e.date, e.date_kind, "
            "e.grade)) FROM honours_evidence e WHERE e.conferral_id = c.id)"
        )
        self.events = (
            f"(SELECT {agg}({array}(v.id, v.kind, v.date, v.reason, v.decree_id, v.source_id)) "
            "FROM honours_conferralevent v WHERE v.conferral_id = c.id)"
        )
        self.citizenships = (
            f"(SELECT {agg}(z.country) FROM honours_citizenship z WHERE z.recipient_id = r.id)"
        )
        self.others = (
            f"(SELECT {agg}({array}(i.register, i.value)) FROM honours_externalid i "
            "WHERE i.recipient_id = r.id)"
        )
        self.shared = Shared(self.rows)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run a statement with `%s` marks."""
        if self.sqlite:
            sql = sql.replace("%s", "?")
        found: list[Any] = self.connection.execute(sql, values).fetchall()
        return found

    def recipient(self, public_id: str) -> Document:
        """A recipient with all honours."""
        [(pk, kind, gender, birth, death, kk, ru, en, honours, *listed)] = self.rows(
            "SELECT r.id, r.kind, r.gender, r.birth, r.death, r.description_kk, r.description_ru, "
            f"r.description_en, r.honours, {self.names.format('r.id')}, {self.citizenships}, "
            f"{self.others} FROM honours_recipient r WHERE r.public_id = %s",
            (public_id,),
        )
        names, countries, others = map(_parsed, listed)
        told = self.rows(
            f"SELECT {COLUMNS}, {self.proofs}, {self.events} FROM honours_conferral c "
            "WHERE c.recipient_id = %s AND c.state = 'published' ORDER BY c.counts_on DESC, "
            "c.id DESC",
            (pk,),
        )
        names.sort()
        return {
            "id": public_id,
            "kind": kind,
            "name": _display(names),
            "description": en or ru or kk,
            "names": [
                {"text": text, "language": language, "script": script, "kind": kind}
                for _, text, language, kind, script in names
            ],
            "gender": gender,
            "citizenships": sorted(countries),
            "birth": birth if death else None,
            "death": death,
            "external_ids": [{"register": r, "value": v} for r, v in sorted(others)],
            "honours_count": honours,
            "honours": [self._document(row, None, row[18], row[19]) for row in told],
        }

    def listed(
        self, award: str, grade: str, year: int, limit: int
    ) -> tuple[list[Any], list[Document]]:
        """(date and key, document) of one grade in one year, the newest first, with all names.

        By the date that counts, or by the presentation's where the act's lies elsewhere.
        """
        start, end = f"{year}", f"{year + 1}"
        key = self.shared.grade_keys[award, grade]
        found = self.rows(
            f"SELECT {COLUMNS}, {self.proofs}, {self.events}, r.public_id, "
            f"{self.names.format('c.recipient_id')}, p.counts_on, p.id FROM ({IN_A_YEAR}) p "
            "JOIN honours_conferral c ON c.id = p.id "
            "JOIN honours_recipient r ON r.id = c.recipient_id "
            "ORDER BY p.counts_on DESC, p.id DESC",
            (key, start, end, limit, key, start, end, start, end, limit, limit),
        )
        documents = [self._document(row, row[20:22], row[18], row[19]) for row in found]
        return [row[22:24] for row in found], documents

    def everything(self) -> Iterator[Document]:
        """All conferrals, as they were entered."""
        sql = (
            f"SELECT {COLUMNS}, {self.proofs}, {self.events}, r.public_id, "
            f"{self.names.format('c.recipient_id')} FROM honours_conferral c "
            "JOIN honours_recipient r ON r.id = c.recipient_id WHERE c.state = 'published' "
            "ORDER BY c.id"
        )
        if self.sqlite:
            cursor = self.connection.execute(sql)
            while found := cursor.fetchmany(500):
                yield from (self._document(row, row[20:22], row[18], row[19]) for row in found)
            return
        with self.connection.transaction(), self.connection.cursor("everything") as cursor:
            cursor.itersize = 2_000
            for row in cursor.execute(sql):
                yield self._document(row, row[20:22], row[18], row[19])

    def years(self, first: str, last: str) -> Document:
        """Conferrals in each of these years, off the tally."""
        found = self.rows(
            "SELECT year, sum(conferrals) FROM honours_yeartally "
            "WHERE conferrals > 0 AND year BETWEEN %s AND %s GROUP BY year ORDER BY year",
            (first, last),
        )
        lines = [{"key": year, "name": year, "conferrals": int(n)} for year, n in found]
        return {"by": "year", "total": sum(int(n) for _, n in found), "results": lines}

    def _document(self, row: Any, person: Any, proofs: Any, events: Any) -> Document:
        happened = _parsed(events)
        happened.sort(key=lambda event: (event[2] or "", event[0]))
        last = happened[-1][1] if happened else "restored"
        shared = self.shared
        document = {
            "id": row[0],
            "recipient": _brief(person) if person else None,
            "award": shared.awards[row[1]],
            "grade": shared.grades[row[2]] if row[2] else None,
            "decree": shared.decrees[row[3]] if row[3] else None,
            "conferred_on": row[4],
            "conferred_on_basis": row[5],
            "presented_on": row[6],
            "presented_by": row[7],
            "presented_at": row[8],
            "office": row[11] or row[10] or row[9],
            "reason": row[14] or row[13] or row[12],
            "posthumous": bool(row[15]),
            "ex_officio": bool(row[16]),
            "contested": bool(row[17]),
            "status": "in_force" if last == "restored" else last,
            "events": [shared.event(event) for event in happened],
            "evidence": [shared.proof(proof) for proof in sorted(_parsed(proofs))],
        }
        if not person:
            del document["recipient"]
        return document


def _brief(person: Any) -> Document:
    public_id, listed = person
    names = sorted(_parsed(listed))
    return {
        "id": public_id,
        "name": _display(names),
        "names": list(dict.fromkeys(name[1] for name in names)),
    }


def _display(names: list[Any]) -> str:
    """The best English name, else Russian, else Kazakh, else any."""
    best = min(names, key=lambda n: (_LANGUAGES.get(n[2], 9), _KINDS[n[3]], n[0]), default=None)
    return str(best[1]) if best else ""


def _parsed(value: Any) -> list[Any]:
    if not value:
        return []
    return orjson.loads(value) if isinstance(value, str) else value
