"""Pages in a browser, for tests that are marked `long`; see `tests/desk/browser.py`."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cast import Cast
from tests.desk.browser import CHROMIUM, WIDE, Desk, serving
from tests.desk.entering import come_in

Browse = Callable[..., Page]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The server that the browser's tests of a run share."""
    with serving(tmp_path_factory.mktemp("desk")) as started:
        yield started


# For a module, not for the run: its loop would stay in the thread, and no later test of the same
# worker could ask its database anything.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. Where CI=true it is installed, and looking without it fails."""
    if CHROMIUM is None:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell("no chromium here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def browse(chromium: Browser, desk: Desk) -> Iterator[Browse]:
    """Open pages: `browse(width=NARROW, scheme="dark", lang="kk")`. Each is a visitor of its own,
    and an error in a page's script fails the test."""
    contexts, errors = [], []

    def open_page(width: int = WIDE, scheme: str = "light", lang: str = "en") -> Page:
        context = chromium.new_context(
            base_url=desk.address, color_scheme=scheme, locale=lang,  # type: ignore[arg-type]
            viewport={"width": width, "height": 900},
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(error))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(browse: Browse) -> Page:
    """One page at a desktop's width."""
    return browse()


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    """A client that a clerk has signed in with."""
    return come_in(client, cast.clerk)
