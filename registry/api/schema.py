"""What the generated document lacks: the one shape of every error."""

from typing import Any

PROBLEM = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 problem details.",
    "required": ["type", "title", "status", "detail", "code", "errors", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string", "description": "as in `X-Request-Id`: quote it to us"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


# Component → what it always has: `fields` leaves out whatever else was not asked for.
ALWAYS: dict[str, list[str]] = {
    "AuthorityShape": [],
    "AwardShape": [],
    "ConferralShape": [],
    "DecreeWhole": [],
    "RecipientShape": [],
    "ExpandedShape": [],
    "SourceShape": [],
    "Page": ["next", "previous", "results"],
}


def drop_labels(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A column's label is a word of the desk, not of the contract."""
    for component in result["components"]["schemas"].values():
        for field in component.get("properties", {}).values():
            if isinstance(field.get("title"), str):
                del field["title"]
    return result


def loosen_fields(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """What `fields` may leave out is not required, nor what only `expand` or `count` bring."""
    for name, component in result["components"]["schemas"].items():
        always = ALWAYS["Page"] if name.endswith("Page") else ALWAYS.get(name)
        if always is not None:
            component.pop("required", None)
            if always:
                component["required"] = always
    return result


def close_bodies(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A body with a field that it does not have is refused (`questions.Strict`): say so."""
    for name, component in result["components"]["schemas"].items():
        if name.endswith("Request") and component.get("type") == "object":
            component.setdefault("additionalProperties", False)
    return result


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every operation may answer with a problem."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["default"] = {
                "description": "A problem",
                "content": {"application/problem+json": reference},
            }
    return result
