"""What schemathesis is told of this API: refusals that no document can foresee.

OpenAPI has no words for parameters that exclude one another, for a record that is not there or a
day that no calendar has. A request that is refused for one of these reasons alone is right by the
document and yet refused; every other refusal of such a request is a failure of the run.
"""

import re
from typing import Any

import schemathesis

REASONS = re.compile(
    "|".join(
        (
            r"Nothing is published under this name\.",
            r"Not a cursor from a link of this list( in this order)?\.",
            r"Cannot be asked of a moment in the past\.",
            r"not a date: '[0-9-]+' \(day is out of range for month\)",
            r"not a date: '0000.*' \(year out of range: 0\)",
            r"Wanted YYYY, YYYY-MM or YYYY-MM-DD\.",
            r"Enter a valid URL\.",
            r"This field may not be blank\.",
            r"The journal ends at change [0-9]+\.",
            r"A null character stands in it\.",
            r"Null characters are not allowed\.",
            r"Wanted a moment of these centuries\.",
            r"Has no meaning for (json|jsonld|csv|ndjson)\b.*",
            r"A search by `name` .*",
            r"Says what `from` and `to` mean: give one of them\.",
            r"The period begins after it ends\.",
            r"Wanted two letters of ISO 3166 \(XX: stateless\)\.",
        )
    )
)


# The code of a refusal by shape alone. Any other is the domain's, which knows the records.
BY_SHAPE = "invalid"
TOO_LARGE, UNPROCESSABLE = 413, 422


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Keep a failure, unless the request was right and every reason of its refusal is known."""
    kind = type(failure).__name__
    if kind == "AcceptedNegativeData" and response.status_code == TOO_LARGE:
        # It was refused: unread, for its size.
        return False
    if kind != "RejectedPositiveData" or response.status_code != UNPROCESSABLE:
        return True
    problem = response.json()
    if problem["code"] != BY_SHAPE:
        return False
    messages = [error["message"] for error in problem["errors"]]
    return not messages or not all(map(REASONS.fullmatch, messages))
