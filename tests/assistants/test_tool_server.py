"""The real tool server, driven over stdio by the official client: the same answers as `ask`."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mcp_types import CallToolResult

from tests.assistants.conftest import ROOT, settings
from tests.assistants.planted import SECRET

pytestmark = [pytest.mark.process, pytest.mark.long]

QUESTIONS = (
    "Who received the Order of Dostyk, first degree, in 2024?",
    "Когда Садыр Жапаров получил орден «Достык»?",
    "2024 жылы I дәрежелі «Достық» орденін кім алды?",
    "How many people received the title Halyk Kaharmany?",
    "What awards does Kim have?",
    "Has Elvis Presley received the Order of Barys?",
    "Who received the Order of Friendship of China?",
    "Tell me about the Order of Barys",
    "colourless green ideas",
)


def test_the_tools_are_read_only_and_say_what_they_take_and_give(
    client: Callable[..., Any],
) -> None:
    tools = {tool.name: tool for tool in client("list_tools").tools}
    assert set(tools) == {"ask", "find_recipient", "get_conferrals", "verify_claim"}
    for tool in tools.values():
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.description
        assert tool.output_schema is not None
        assert tool.output_schema["type"] == "object"
        named = tool.input_schema["properties"]
        assert named
        assert [n for n, s in named.items() if "description" not in s and n != "limit"] == []


def test_an_answer_is_that_of_the_one_door(
    call: Callable[..., list[CallToolResult]], asked: Callable[..., Any]
) -> None:
    results = call(*(("ask", {"question": question}) for question in QUESTIONS))
    statuses = set()
    for question, result in zip(QUESTIONS, results, strict=True):
        answer = asked(question)
        told = result.structured_content
        assert told == answer, question
        assert json.loads(result.content[0].text) == told  # type: ignore[union-attr]
        statuses.add(told["status"])  # type: ignore[index]
    assert statuses == {"answered", "choose", "no_record", "outside_coverage", "not_understood"}


def test_a_choice_among_namesakes_leads_on(told: Callable[..., Any]) -> None:
    asked_back = told("ask", question="What awards does Kim have?")
    choice = next(c for c in asked_back["choices"] if c["label"] == "Vera Kim")
    answer = told("ask", question="What awards does Kim have?", pinned=choice["pinned"])
    assert answer["status"] == "answered"
    assert {row["recipient"]["name"] for row in answer["conferrals"]} == {"Vera Kim"}
    more = told("ask", question="and when?", context=answer["understood"]["machine"])
    assert more["kind"] == "when"


@pytest.mark.parametrize("name", ["Sadyr Japarov", "Жапаров Садыр", "Садыру Жапарову", "Japarow"])
def test_a_name_in_any_script_or_case_finds_its_bearer(told: Callable[..., Any], name: str) -> None:
    found = told("find_recipient", name=name)
    assert found["status"] == "one"
    (japarov,) = found["matches"]
    assert japarov["name"] == "Sadyr Japarov"
    assert 0 < japarov["score"] <= 1
    assert japarov["reasons"]


def test_namesakes_are_all_named_and_the_absent_are_not_invented(
    told: Callable[..., Any],
) -> None:
    namesakes = told("find_recipient", name="Ким", lang="ru")
    assert namesakes["status"] == "several"
    assert len({c["id"] for c in namesakes["matches"]}) > 2
    absent = told("find_recipient", name="Elvis Presley")
    assert (absent["status"], absent["matches"]) == ("none", [])


def test_pages_of_conferrals_hold_each_row_once_and_in_order(told: Callable[..., Any]) -> None:
    whole = told("get_conferrals", award="dostyk", limit=200)
    rows, cursor = [], ""
    while cursor is not None:
        page = told("get_conferrals", award="dostyk", limit=30, cursor=cursor)
        rows += page["conferrals"]
        cursor = page["next_cursor"]
    assert rows[:200] == whole["conferrals"]
    days = [row["conferred_on"] or row["presented_on"] or "" for row in rows]
    assert days == sorted(days, reverse=True)
    assert len({row["id"] for row in rows}) == len(rows) > 30
    assert all(row["sources"] for row in rows)


def test_conferrals_are_narrowed_as_a_question_narrows_them(
    told: Callable[..., Any], asked: Callable[..., Any]
) -> None:
    answer = asked("Who received the Order of Dostyk, first degree, in 2024?")
    page = told("get_conferrals", award="dostyk", grade="1", year_from=2024, year_to=2024)
    assert page["conferrals"] == answer["conferrals"]
    who = answer["conferrals"][0]["recipient"]["id"]
    of_one = told("get_conferrals", recipient=who)["conferrals"]
    assert of_one
    assert {row["recipient"]["id"] for row in of_one} == {who}


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ({"recipient": "Sadyr Japarov", "award": "Order of Dostyk"}, "on_record"),
        ({"recipient": "Садыр Жапаров", "award": "dostyk", "grade": "1"}, "on_record"),
        ({"recipient": "Садыр Жапаров", "award": "«Достық» ордені", "date": "2024"}, "on_record"),
        (
            {"recipient": "Sadyr Japarov", "award": "dostyk", "grade": "2"},
            "on_record_differently",
        ),
        (
            {"recipient": "Sadyr Japarov", "award": "dostyk", "date": "2019-05"},
            "on_record_differently",
        ),
        (
            {"recipient": "Alisher Usmanov", "award": "Dostyk", "grade": "2", "date": "2011-04"},
            "undecided",
        ),
        ({"recipient": "Almazbek Atambayev", "award": "Dostyk", "grade": "1"}, "undecided"),
        (
            {"recipient": "Almazbek Atambayev", "award": "dostyk", "grade": "1", "date": "2019"},
            "on_record_differently",
        ),
        ({"recipient": "Sadyr Japarov", "award": "Order of Barys"}, "no_record"),
        ({"recipient": "Elvis Presley", "award": "Order of Barys"}, "no_record"),
        (
            {"recipient": "Sadyr Japarov", "award": "Order of Friendship of China"},
            "outside_coverage",
        ),
        ({"recipient": "Sadyr Japarov", "award": "Китайский орден Дружбы"}, "outside_coverage"),
        ({"recipient": "Sadyr Japarov", "award": "the Order of Lenin"}, "outside_coverage"),
        ({"recipient": "Kim", "award": "Order of Dostyk"}, "ambiguous"),
        ({"recipient": "Sadyr Japarov", "award": "something nice"}, "not_understood"),
    ],
)
def test_a_claim_is_held_against_the_record(
    told: Callable[..., Any], claim: dict[str, str], verdict: str
) -> None:
    found = told("verify_claim", **claim)
    assert found["verdict"] == verdict, found["answer"]["headline"]
    answer = found["answer"]
    on_record = verdict.startswith("on_record") or verdict == "undecided"
    assert bool(answer["conferrals"]) is on_record
    assert all(row["sources"] for row in answer["conferrals"])
    assert bool(answer["choices"]) is (verdict == "ambiguous")
    # Nothing but a record makes a yes, and nothing at all makes a no.
    assert answer["value"] is (True if verdict == "on_record" else None)


def test_a_claim_is_answered_as_its_question(
    told: Callable[..., Any], asked: Callable[..., Any]
) -> None:
    for person, award in (
        ("Sadyr Japarov", "the Order of Dostyk"),
        ("Elvis Presley", "the Order of Barys"),
        ("Kim", "the Order of Parasat"),
    ):
        claimed = told("verify_claim", recipient=person, award=award)["answer"]
        question = asked(f"Did {person} receive {award}?", "en")
        assert claimed == question


def test_nothing_of_a_draft_is_told(call: Callable[..., list[CallToolResult]], home: Path) -> None:
    with sqlite3.connect(home / "registry.sqlite3") as registry:
        ((hidden,),) = registry.execute(
            "SELECT public_id FROM honours_recipient WHERE id IN "
            "(SELECT recipient_id FROM honours_recipientname WHERE text LIKE ?)", [f"%{SECRET}"],
        )  # fmt: skip
    results = call(
        ("ask", {"question": "What awards does Quentin have?"}),
        ("ask", {"question": "Who received the Order of Dostyk in May 2024?"}),
        ("ask", {"question": "What awards does Kim have?", "pinned": {"recipient": hidden}}),
        ("find_recipient", {"name": "Quentin"}),
        ("find_recipient", {"name": "Quentin Zzyzxo"}),
        ("get_conferrals", {"award": "dostyk", "grade": "1", "limit": 200}),
        ("get_conferrals", {"recipient": hidden}),
        ("get_conferrals", {"recipient": "r-2222222222"}),
        ("verify_claim", {"recipient": hidden, "award": "dostyk"}),
    )
    for result in results:
        assert SECRET not in result.model_dump_json()
    never, drafted = results[7], results[6]
    assert never.is_error
    assert drafted.is_error
    text = drafted.content[0].text  # type: ignore[union-attr]
    assert text.replace(hidden, "r-2222222222") == never.content[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tool", "arguments", "named"),
    [
        ("get_conferrals", {"award": "no-such"}, "award: 'no-such' is not known"),
        ("get_conferrals", {"cursor": "b29wcw"}, "cursor"),
        ("get_conferrals", {"year_from": 2024, "year_to": 2020}, "year_from"),
        ("get_conferrals", {"limit": 1000}, "limit"),
        ("verify_claim", {"recipient": "Kim", "award": "dostyk", "date": "2024-13"}, "date"),
        ("verify_claim", {"recipient": "Kim"}, "award"),
        ("ask", {"question": "and when?", "context": {"kind": "nonsense"}}, "kind"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    call: Callable[..., list[CallToolResult]], tool: str, arguments: dict[str, Any], named: str
) -> None:
    (result,) = call((tool, arguments))
    assert result.is_error
    assert named in result.content[0].text  # type: ignore[union-attr]


def test_only_the_protocol_stands_on_standard_output(home: Path) -> None:
    hello = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }  # fmt: skip
    asking = {
        "jsonrpc": "2.0", "id": 2, "method": "tools/call",
        "params": {"name": "ask", "arguments": {"question": "Who received the Order of Barys?"}},
    }  # fmt: skip
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    with subprocess.Popen(
        [sys.executable, "manage.py", "tool_server"],
        cwd=ROOT, env=settings(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("".join(json.dumps(m) + "\n" for m in (hello, ready, asking)))
        server.stdin.flush()
        lines = [server.stdout.readline(), server.stdout.readline()]
        rest, _ = server.communicate(timeout=30)
    answers = [json.loads(line) for line in lines]
    assert rest == ""
    assert {answer["id"] for answer in answers} == {1, 2}
    assert server.returncode == 0


def test_a_question_is_kept_as_an_assistants(told: Callable[..., Any], home: Path) -> None:
    told("ask", question="Who received the Order of Kurmet in 1999?")
    told("verify_claim", recipient="Elvis Presley", award="kurmet")
    with sqlite3.connect(home / "registry.sqlite3") as registry:
        kept = registry.execute(
            "SELECT text, asker FROM questions_askedquestion WHERE channel = 'assistant' "
            "ORDER BY id DESC LIMIT 2"
        ).fetchall()
    assert kept == [
        ("Elvis Presley; kurmet", "assistant"),
        ("Who received the Order of Kurmet in 1999?", "assistant"),
    ]
