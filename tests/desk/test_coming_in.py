"""Coming in, in a browser: the login, and the front page at a desk and on a phone."""

import pytest

from tests.desk.browser import NARROW, WIDE, shot, sign_in
from tests.desk.conftest import Browse

pytestmark = [pytest.mark.long, pytest.mark.process]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_front_page_fits_its_window(browse: Browse, width: int, scheme: str) -> None:
    page = browse(width=width, scheme=scheme)
    sign_in(page, "clerk")
    assert page.locator("text=Conferrals").first.count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert shot(page, f"front-{width}-{scheme}").stat().st_size > 5_000
