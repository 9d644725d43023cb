"""When to ask again: Retry-After, growing pauses with jitter, and how many failures make a fault. Pure."""

from __future__ import annotations

import math
import random
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# The share of runs in which chance alone may turn one good link red.
_FALSE_ALARMS = 0.001


def retry_after(value: str, now: float) -> float | None:
    """Return the seconds that a Retry-After asks for at *now* (seconds since 1970), or None.

    Both forms of RFC 9110 section 10.2.3 are read: seconds and a date, whose past is 0.
    """
    text = value.strip()
    if re.fullmatch(r"[0-9]+", text):
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.fromtimestamp(now, UTC)).total_seconds())


def pause(gap: float, failures: int, seed: str) -> float:
    """Return the seconds before the try after *failures* failed ones: the second and later are twice the first, with jitter.

    The jitter comes from *seed*, so that the same run waits the same times in whatever order it goes.
    """
    spread = random.Random(f"{seed}:{failures}").random() / 4
    return float(gap * min(2, failures) * (1 + spread))


def tries_needed(links: int, recovered: int, first: int, most: int) -> int:
    """Return how many failures in a row make a fault when *recovered* of *links* links failed and came back.

    Where nothing comes back, *first* are enough. Where a share p of the links fails by chance, n failures
    in a row happen to links * p**n of them; n grows until that is rarer than one run in a thousand.
    """
    if recovered <= 0 or links <= 0:
        return min(first, most)
    share = min(recovered / links, 0.5)
    needed = math.ceil(math.log(_FALSE_ALARMS / links) / math.log(share))
    return max(min(first, most), min(most, needed))
