"""The collector of cycles at rest while a part is at work."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Collect no cycles meanwhile: a part's records live until its end.

    The collector would walk through them some hundred times, for a fifth of an import, and find
    nothing. What a part leaves is collected after it.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
