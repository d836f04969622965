"""Messages of Django's templates, for Babel, which reads none of them by itself."""

from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract_templates(
    file: BinaryIO,
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Any,
) -> Iterator[Any]:
    """Babel's way to read `translate` and `blocktranslate`: (line, function, message, comments)."""
    # Django writes what a template says as calls of gettext, in a text that is Python but for its
    # lines; one line a call is enough of that.
    said = templatize(file.read().decode("utf-8"))
    for number, line in enumerate(said.splitlines(), 1):
        for _line, function, message, comments in extract_python(
            BytesIO(line.encode()), keywords, comment_tags, options
        ):
            yield number, function, message, comments
