"""What must hold before the program serves anybody."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from registry.wording.phrases import missing_catalogues


@register
def catalogues_are_compiled(**_: Any) -> list[CheckMessage]:
    """Without its catalogues the program has nothing to say in Kazakh or Russian."""
    missing = missing_catalogues()
    if not missing:
        return []
    return [
        Error(
            f"no compiled catalogue for {', '.join(missing)}: run `make install`", id="marapat.E001"
        )
    ]
