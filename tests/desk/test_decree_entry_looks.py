"""The entry screen on the way to a save: pasted cells, looks, suggestions, three hundred rows."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.honours.models import Conferral, Decree
from tests.cast import Cast
from tests.desk.entering import NEW, act, come_in, new, row


def test_pasted_cells_fill_rows_without_a_script(cast: Cast, clerk: Client) -> None:
    cells = "Достық I\tСадыр Жапаров\nДостық II\tАйгүл Серікова"
    page = clerk.post(NEW, act(cast) | new(1, "Серік Ахметов") | {"paste": "1", "cells": cells})
    text = page.content.decode()
    assert page.status_code == 200
    for typed in ("Серік Ахметов", "Садыр Жапаров", "Айгүл Серікова"):
        assert f'value="{typed}"' in text
    assert f'value="{cast.japarov.public_id}"' in text
    assert not Decree.objects.exists()
    nothing = clerk.post(NEW, act(cast) | {"paste": "1", "cells": "1\t2\n3\t4"}).content.decode()
    assert "no column looks like names" in nothing


def test_more_rows_and_a_check_write_nothing(cast: Cast, clerk: Client) -> None:
    for action, rows in (("more", 11), ("check", 2)):
        page = clerk.post(NEW, act(cast) | new(1, "Серік Ахметов") | {action: "1"})
        assert page.content.decode().count('class="desk-row ') + page.content.decode().count(
            'class="desk-row"'
        ) == rows + 1  # and the blank one  # fmt: skip
    assert not Decree.objects.exists()


def test_a_look_tells_of_rows_what_the_registry_makes_of_them(cast: Cast, clerk: Client) -> None:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2023-04-19")
    data = act(cast) | row(7, name="Садыр Жапаров", award="Достық 1",
                           person=cast.japarov.public_id)  # fmt: skip
    answer = clerk.post(f"{NEW}look/", data).json()
    assert "already recorded" in answer["rows"]["7"]
    assert answer["grades"] == {"7": "1"}


def test_people_are_suggested_by_the_matching_of_names(cast: Cast, clerk: Client) -> None:
    items = clerk.get(f"{NEW}people/", {"q": "Жапаровым Садыром"}).json()["items"]
    assert [item["id"] for item in items] == [cast.japarov.public_id]
    assert "President of Kyrgyzstan" in items[0]["beside"]
    assert clerk.get(f"{NEW}people/", {"q": ""}).json()["items"] == []


@pytest.mark.parametrize("path", ["", "look/", "people/"])
def test_readers_are_refused(cast: Cast, client: Client, path: str) -> None:
    come_in(client, cast.reader)
    ask = client.post if path == "look/" else client.get
    assert ask(NEW + path).status_code == 403
    assert client.post(NEW, act(cast) | new(1, "Серік Ахметов")).status_code == 403 or path
    assert not Decree.objects.exists()


def _cells(count: int) -> str:
    """So many people who are not much like each other."""
    given = ("Серік", "Марат", "Айгүл", "Нұрлан", "Болат")
    stems = [a + b + c for a in ("Бай", "Кен", "Тур", "Жол") for b in ("ма", "де", "ги", "со", "лу")
             for c in ("нар", "бек", "тал")]  # fmt: skip
    people = [f"{one} {stem}ов" for stem in stems for one in given]
    return "\n".join(f"{name}\tI дәрежелі «Достық» ордені\tмұғалім" for name in people[:count])


def test_three_hundred_rows_take_no_more_queries_to_show_than_three(
    cast: Cast, clerk: Client
) -> None:
    def queries(count: int) -> int:
        clerk.get(NEW)
        with CaptureQueriesContext(connection) as counted:
            page = clerk.post(NEW, act(cast) | {"paste": "1", "cells": _cells(count)})
        assert page.content.decode().count("a new person will be made") == count
        return len(counted)

    assert queries(300) <= queries(3) + 2 <= 30


def test_a_decree_of_three_hundred_is_saved_in_seconds(cast: Cast, clerk: Client) -> None:
    data = act(cast)
    for n, line in enumerate(_cells(300).splitlines(), 1):
        name, award, office = line.split("\t")
        data |= row(n, name=name, award=award, office=office)
    began = time.monotonic()
    page = clerk.post(NEW, data)
    took = time.monotonic() - began
    assert page.status_code == 302
    assert Conferral.objects.count() == 300
    assert took < 20
    began = time.monotonic()
    with CaptureQueriesContext(connection) as counted:
        shown = clerk.get(page["Location"])
    print(f"300 rows: saved in {took:.1f} s, shown in {time.monotonic() - began:.1f} s")
    assert shown.status_code == 200
    assert len(counted) <= 40
