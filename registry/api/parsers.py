"""What a body may be: JSON of a sensible size."""

from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

LARGEST = 64 * 1024


class TooLarge(APIException):
    """A body that is not read to its end."""

    status_code = 413
    default_code = "too_large"

    def __init__(self, largest: int) -> None:
        super().__init__(f"The body is larger than {largest:,} bytes.")


class BoundedJSONParser(BaseParser):
    """JSON by orjson, which refuses NaN, lone surrogates and endless nesting. At most 64 KiB."""

    media_type = "application/json"
    largest = LARGEST

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The data of the body; raises TooLarge, or ParseError with the place of the fault."""
        body = stream.read(self.largest + 1)
        if len(body) > self.largest:
            raise TooLarge(self.largest)
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(f"The body is not JSON: {error}.") from None
