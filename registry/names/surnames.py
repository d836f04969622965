"""What the ending of a surname says of its bearer."""

import re

_WOMAN = re.compile("(?:[оеё]ва|[иы]на|[сц]кая|[oe]va|[iy]na|[sc]ka(?:ya|ia|ja)|owa|ewa)$")
_MAN = re.compile("(?:[оеё]в|[сц]кий|[oe]v|[oe]w|sk[iy]y?)$")


def surname_gender(folded: str) -> str | None:
    """'f' for -ова, -ина, -ская, 'm' for -ов, -ев, -ский in either script, else None.

    -ин says nothing: it also ends names that do not change (Цзиньпин, Амин).
    """
    if len(folded) < 5:
        return None
    if _WOMAN.search(folded):
        return "f"
    return "m" if _MAN.search(folded) else None
