"""A time of day, said on the clock its reader uses: `15:00` or `3:00 pm`.

Whatever says one says it here, and what is said here is read back as the same time.
"""

from __future__ import annotations

from datetime import datetime, time

from tui.domain.patterns import pattern

TWENTY_FOUR = "%H:%M"
TWELVE = "%I:%M %p"
_WRITTEN = pattern(r"((?:\w{3} \d{1,2} \w{3} \d{4} )?)(\d{2}):(\d{2})((?: first| second)?)")
"""A moment as drafts hold it, `Fri 20 Nov 2026 15:00`."""


def clock_of(hours: int) -> str:
    """The clock of twelve or of twenty-four hours, as `strftime` takes it."""
    return TWELVE if hours == 12 else TWENTY_FOUR


def clock_words(at: datetime | time, clock: str) -> str:
    """A time of day on this clock; what `strftime` takes can stand before it."""
    if not clock.endswith(TWELVE):
        return at.strftime(clock)
    before = at.strftime(clock.removesuffix(TWELVE))
    return f"{before}{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"


def as_shown(written: str, clock: str) -> str:
    """A moment as drafts hold it, in its reader's clock; any other text is left as it was typed."""
    found = _WRITTEN.fullmatch(written)
    if clock != TWELVE or found is None or int(found[2]) > 23 or int(found[3]) > 59:
        return written
    return f"{found[1]}{clock_words(time(int(found[2]), int(found[3])), clock)}{found[4]}"


def widest(clock: str) -> int:
    """The cells the longest time of day takes."""
    return len("12:00 pm") if clock == TWELVE else len("12:00")
