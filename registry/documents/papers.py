"""Pages of awards and decrees: few columns, documents off the shelf."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from registry.documents.sql import Condition, Order, Selection, keys_of_page, page_order, rows

AWARDS, DECREES = "honours_award", "honours_decree"
AUTHORITIES, SOURCES = "honours_authority", "honours_source"
BY_SLUG = Order("slug", ("x.slug", "x.id"), kinds=(str, int))
BY_KEY = Order("key", ("x.key", "x.id"), kinds=(str, int))
# An award whose place the law does not give stands behind those that have one.
BY_PRECEDENCE = Order("precedence", ("COALESCE(x.precedence, 9999)", "x.id"), kinds=(int, int))
AWARD_ORDERS = {order.text: order for order in (BY_SLUG, BY_PRECEDENCE)}
ENTERED = Order("id", ("x.id",))
NEWEST = Order("date", ("COALESCE(x.date, '')", "x.id"), descending=True, kinds=(str, int))
OLDEST = Order("date", ("COALESCE(x.date, '')", "x.id"), kinds=(str, int))
DECREE_ORDERS = {order.text: order for order in (NEWEST, OLDEST, ENTERED)}
# Acts by which a published conferral was made, or revoked, or restored.
SHOWN = Condition(
    "(EXISTS (SELECT 1 FROM honours_conferral s WHERE s.decree_id = x.id "
    "AND s.state = 'published') OR EXISTS (SELECT 1 FROM honours_conferralevent e "
    "JOIN honours_conferral s ON s.id = e.conferral_id "
    "WHERE e.decree_id = x.id AND s.state = 'published'))"
)


class Key(NamedTuple):
    """A row's key, and its place in the order it was read in."""

    pk: int
    place: tuple[Any, ...]


def shown(selection: Selection) -> Selection:
    """Decrees of a selection, those alone that the public can reach."""
    return selection.within(SHOWN)


def read(table: str, selection: Selection) -> Sequence[Key]:
    """The keys of a page; of decrees only those that the public can reach."""
    if table == DECREES:
        selection = shown(selection)
    keys, values = keys_of_page(table, selection)
    order = page_order(selection)
    found = rows(f"SELECT p.* FROM ({keys}) p ORDER BY {order}", values)  # noqa: S608
    listed = [Key(row[0], (*row[1:], row[0])) for row in found]
    return listed[::-1] if selection.place and selection.place.before else listed
