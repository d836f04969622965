"""Everything that the admin itself says is said in Kazakh and in Russian."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from registry.accounts.models import User
from registry.honours.models import Change
from tests.cast import Cast

# What is the same in every language: names, codes, formats.
ALIKE = {
    "Marapat", "English", "Русский", "Қазақша", "Telegram", "REST", "API", "URL", "JSON", "html",
    "CSV", "XLSX", "null", "esc", "kk", "ru", "en", "id", "ID", "EN", "KK", "RU",
}  # fmt: skip
# Texts of these are data, icons or programs, not words of the admin.
NOT_WORDS = {"script", "style", "code", "td", "textarea"}
# Columns that tell a record from others, in every language alike.
KEYS = ("public_id", "slug", "key")
# Kinds of writes, as the journal keeps them.
CODE = re.compile(r"[a-z_]+\.[a-z_]+")


class Words(HTMLParser):
    """The words of a page: its texts and what is read aloud or shown in an empty field."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        # The first cell of a row is its record's name.
        silent = tag in NOT_WORDS or (tag == "th" and said.get("scope") == "row")
        silent = silent or "material-symbols" in (said.get("class") or "")
        if tag not in {"input", "img", "br", "hr", "meta", "link", "path", "source"}:
            self._open.append((tag, silent))
        for name in ("title", "placeholder", "aria-label", "alt"):
            self._hear(said.get(name) or "")
        if tag == "input" and said.get("type") == "submit":
            self._hear(said.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if not any(silent for _, silent in self._open):
            self._hear(data)

    def _hear(self, text: str) -> None:
        text = " ".join(text.split())
        latin = [letter for letter in text if letter.isascii() and letter.isalpha()]
        if len(latin) > 1 and not CODE.fullmatch(text):
            self.found.add(text)


def words(client: Client, path: str, lang: str) -> set[str]:
    client.cookies["django_language"] = lang
    page = client.get(path)
    assert page.status_code == 200, path
    heard = Words()
    heard.feed(page.content.decode())
    return heard.found


@pytest.fixture
def chief(cast: Cast, client: Client) -> Client:
    cast.confer(cast.japarov, cast.dostyk, "1", presented_on="2024-04-19")
    client.force_login(User.objects.create_superuser("chief"))
    return client


def pages_of(model_admin: ModelAdmin) -> list[str]:
    meta = model_admin.model._meta
    name = f"admin:{meta.app_label}_{meta.model_name}"
    paths = [reverse(f"{name}_changelist")]
    if type(model_admin).has_add_permission(model_admin, _Chief()):
        paths.append(reverse(f"{name}_add"))
    return paths


class _Chief:
    """As much of a request as a permission asks."""

    user = User(is_superuser=True, is_staff=True, role="administrator")


def names_of_records() -> set[str]:
    """What stands in pages because it stands in the database: options, filters, titles."""
    found = {"chief", "clerk", "reader", "reviewer"}
    for model in admin.site._registry:
        if model._meta.app_label not in ("accounts", "contenttypes"):
            for record in model._default_manager.all()[:200]:
                found |= {str(record), *(getattr(record, key, "") for key in KEYS)}
    return found


MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_no_list_and_no_form_says_an_english_word(chief: Client, model: type) -> None:
    ours = ALIKE | names_of_records()
    for path in pages_of(admin.site._registry[model]):
        english = words(chief, path, "en") - ours
        assert english
        for lang in ("kk", "ru"):
            assert words(chief, path, lang) & english == set(), (path, lang)


@pytest.mark.parametrize("path", ["/admin/", "/admin/password_change/", "/account/telegram"])
def test_no_other_page_says_an_english_word(chief: Client, path: str) -> None:
    english = words(chief, path, "en") - ALIKE - names_of_records()
    for lang in ("kk", "ru"):
        assert words(chief, path, lang) & english == set(), lang


def test_the_way_in_says_no_english_word(client: Client, db: None) -> None:
    english = words(client, "/admin/login/", "en") - ALIKE
    for lang in ("kk", "ru"):
        assert words(client, "/admin/login/", lang) & english == set()


def test_the_language_is_remembered(chief: Client) -> None:
    chief.cookies.clear()
    chief.force_login(User.objects.get(username="chief"))
    chief.post("/i18n/setlang/", {"language": "kk", "next": "/admin/"})
    assert 'lang="kk"' in chief.get("/admin/").content.decode()
    assert chief.cookies["django_language"]["max-age"]


def test_the_contract_of_the_api_is_english_whoever_asks(client: Client, db: None) -> None:
    asked = {
        lang: client.get("/api/v1/openapi.json", headers={"Accept-Language": lang}).json()
        for lang in ("kk", "en")
    }
    assert asked["kk"] == asked["en"]


@pytest.mark.parametrize(
    ("lang", "state", "award", "person"),
    [
        ("kk", "Қазақстан Республикасы", "«Отан» ордені", "Вера Ким"),
        ("ru", "Республика Казахстан", "Орден «Отан»", "Вера Ким"),
        ("en", "Republic of Kazakhstan", "Order of Otan", "Vera Kim"),
    ],
)
def test_records_are_called_by_their_names_of_the_language(
    cast: Cast, clerk: Client, lang: str, state: str, award: str, person: str
) -> None:
    draft = cast.draft(cast.kim_vera, cast.otan, conferred_on="2020-12-01")
    with override(lang):
        assert (str(cast.kz), str(cast.otan), str(draft.recipient)) == (state, award, person)
        assert str(draft) == f"{person} · {award} · 2020-12-01"
        assert _written(cast) == "Vera Kim · Order of Otan · 2020-12-02"
    page = clerk.get("/admin/desk/decree/", headers={"accept-language": lang}).content.decode()
    assert f">{state}</option>" in page


def _written(cast: Cast) -> str:
    """How the journal calls what is written now: alike, whoever writes."""
    cast.draft(cast.kim_vera, cast.otan, conferred_on="2020-12-02")
    return Change.objects.latest("id").object_text
