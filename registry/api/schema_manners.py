"""What the generated document lacks of manners: headers of every response, refusals by number."""

from typing import Any

_TEXT = {"type": "string"}
HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-Id": {
        "description": "The id of the request: the one that was sent, or a new one.",
        "schema": _TEXT,
    },
    "RateLimit-Policy": {
        "description": "How many requests (q) in how many seconds (w), of a key or an address.",
        "schema": {**_TEXT, "example": '"address";q=600;w=60'},
    },
    "RateLimit": {
        "description": "How many are left (r), and in how many seconds there are more (t).",
        "schema": {**_TEXT, "example": '"address";r=599;t=60'},
    },
    "Retry-After": {
        "description": "In how many seconds to come again.",
        "schema": {"type": "integer"},
    },
    "WWW-Authenticate": {
        "description": "What kind of key is wanted (RFC 6750).",
        "schema": {**_TEXT, "example": 'Bearer realm="marapat", error="invalid_token"'},
    },
    "Location": {"description": "Where the record lies.", "schema": _TEXT},
    "Idempotency-Replayed": {
        "description": "true: the first response to this Idempotency-Key, not a new one.",
        "schema": _TEXT,
    },
}
ALWAYS = ("X-Request-Id", "RateLimit-Policy", "RateLimit")
REFUSALS = {
    "401": ("No API key, or one that is unknown, expired or revoked.", ("WWW-Authenticate",)),
    "403": ("The key's scopes, or its owner's role, do not permit this.", ("WWW-Authenticate",)),
    "409": ("The state of the record does not permit it, or somebody else may be meant.", ()),
    "422": ("What cannot be; `errors` names each field.", ()),
    "429": ("Too many requests.", ("Retry-After",)),
}


def add_manners(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Headers on every response; the refusals that an operation knows, by number."""
    result["components"]["headers"] = HEADERS
    for operations in result["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            for number in _refusals(operation):
                responses.setdefault(number, _refusal(number))
            for number, response in responses.items():
                told = {name: _header(name) for name in _headers(operation, number)}
                response["headers"] = {**told, **response.get("headers", {})}
    return result


def _refusals(operation: dict[str, Any]) -> list[str]:
    """Of a public operation what the gate says; of the desk's all that can befall it."""
    if {} in operation.get("security", [{}]):
        return ["401", "429"]
    return ["401", "403", *(["409"] if "requestBody" in operation else []), "422", "429"]


def _headers(operation: dict[str, Any], number: str) -> tuple[str, ...]:
    if number in REFUSALS:
        return (*ALWAYS, *REFUSALS[number][1])
    keyed = any(p["name"] == "Idempotency-Key" for p in operation.get("parameters", ()))
    if keyed and number.startswith("2"):
        return (*ALWAYS, "Location", "Idempotency-Replayed")
    return ALWAYS


def _header(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/headers/{name}"}


def _refusal(number: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": REFUSALS[number][0],
        "content": {"application/problem+json": {"schema": schema}},
    }
