"""Links: nothing inside the house is asked, and a page becomes its paragraphs."""

import asyncio

import pytest

from registry.errors import RegistryError
from registry.intake.fetching import fetch_text, text_of_html


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/x", "http://localhost:5432/", "http://10.0.0.1/", "http://[::1]/",
     "http://169.254.169.254/latest", "ftp://example.com/", "http://", "https://0/"],
)  # fmt: skip
def test_links_into_the_house_are_not_followed(url: str) -> None:
    with pytest.raises(RegistryError):
        asyncio.run(fetch_text(url))


def test_a_page_becomes_its_paragraphs() -> None:
    page = "<nav>menu</nav><p>One &amp;  two</p><script>x</script><div>three<br>four</div>"
    assert text_of_html(page) == "One & two\nthree\nfour"
