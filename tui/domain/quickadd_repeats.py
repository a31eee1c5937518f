"""The words of a quick line that say how often: `every week`, `every 2 weeks on mon, wed until 1 jun`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tui.domain.dayphrase import WEEKDAYS
from tui.domain.quickadd_parts import Around, Found, RepeatsSaid, Word, phrases
from tui.domain.repeating import parse_repeats
from tui.domain.series import RepeatError
from tui.domain.when import AllDay

_LONGEST = 12
_UNIT = re.compile(r"(?:day|week|month|year|weekday)s?")
_BY_DAY = re.compile(r"FREQ=WEEKLY(?:;INTERVAL=\d+)?;BYDAY=([A-Z,]+)")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def find_repeats(words: Sequence[Word], at: int, around: Around) -> Found | None:
    """The longest run of words from `every` on that says a rhythm."""
    if words[at].bare != "every" or not _begins(words, at + 1):
        return None
    for count, _ in phrases(words, at, _LONGEST):
        phrase = " ".join(word.text for word in words[at : at + count]).casefold().rstrip(",;.!?")
        try:
            rules = parse_repeats(phrase, AllDay(around.base_day), around.zone)
        except RepeatError:
            continue
        return Found(count, RepeatsSaid(phrase, _first(rules, around.base_day)))
    return None


def _begins(words: Sequence[Word], at: int) -> bool:
    """Whether a rhythm can begin here; reading whole phrases is dear."""
    if at >= len(words) or sum(word.bare == "every" for word in words[:at]) > 3:
        return False
    word = words[at].bare
    if word == "other" or word.isdecimal():
        return at + 1 < len(words) and _UNIT.fullmatch(words[at + 1].bare) is not None
    return _UNIT.fullmatch(word) is not None or any(f"{day}s".startswith(word[:9]) for day in WEEKDAYS)


def _first(rules: Sequence[str], day: date) -> date | None:
    """The first day from `day` on that the rhythm names, where it names any."""
    found = _BY_DAY.search(rules[0]) if rules else None
    if found is None:
        return None
    named = {_CODES.index(code) for code in found[1].split(",") if code in _CODES}
    return next(
        (day + timedelta(ahead) for ahead in range(7) if (day + timedelta(ahead)).weekday() in named), None
    )
