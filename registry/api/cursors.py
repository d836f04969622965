"""Cursors: a place in an order, as the links of a list carry it.

A cursor holds the values of one row in the columns of the order, so that the page behind it is
found as fast as the first, and a row that is entered or taken away moves no other.
"""

import base64
import binascii

import orjson

from registry.documents.sql import Order, Place

LONGEST = 300
REFUSED = "Not a cursor from a link of this list in this order."


def written(order: Order, place: Place) -> str:
    """The cursor of a place."""
    packed = orjson.dumps([order.text, int(place.before), *place.values])
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def read(text: str, order: Order) -> Place:
    """The place of a cursor; raises ValueError for what no link of a list in this order says."""
    try:
        if len(text) > LONGEST:
            raise ValueError
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        name, before, *values = orjson.loads(packed)
    except (ValueError, TypeError, binascii.Error):
        raise ValueError(REFUSED) from None
    kinds = [type(value) for value in values]
    fits = name == order.text and before in (0, 1) and kinds == list(order.kinds)
    if not fits or any(isinstance(v, int) and abs(v) >= 2**63 for v in values):
        raise ValueError(REFUSED)
    if any(isinstance(v, str) and "\0" in v for v in values):
        raise ValueError(REFUSED)
    return Place(tuple(values), bool(before))
