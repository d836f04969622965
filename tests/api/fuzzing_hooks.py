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
            r"known_at: this time is still to come",
            r"A null character stands in it\.",
            r"Wanted a moment of these centuries\.",
            r"kind: '\w+' wants something to be asked about",
            r"Has no meaning for (json|jsonld|csv|ndjson)\b.*",
            r"A search by `name` .*",
            r"Says what `from` and `to` mean: give one of them\.",
            r"The period begins after it ends\.",
            r"Wanted two letters of ISO 3166 \(XX: stateless\)\.",
        )
    )
)


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Keep a failure, unless the request was right and every reason of its refusal is known."""
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code != 422:
        return True
    errors = response.json()["errors"]
    return not errors or not all(REASONS.fullmatch(error["message"]) for error in errors)
