"""How a quick line may go on: the rest of a name that was begun, of a person or of a calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.domain.calendars import Calendar
from tui.domain.events import Participant

_CALENDAR = re.compile(r"(?:^|\s)@(\S[^@]{0,60})$")
_PERSON = re.compile(r"(?:^|\s)(?:with|w/)\s(?:.*(?:,|&|\sand)\s+)?\s*([^\s,@][^,@]{1,60})$", re.IGNORECASE)


def completion(line: str, people: Iterable[Participant], calendars: Iterable[Calendar]) -> str:
    """What is missing of the name the line ends with; empty where none is begun, or it is whole.

    Of several people the one met most often, by name, or by address where the name has nothing to add.
    """
    if found := _CALENDAR.search(line):
        return next((rest for one in calendars if (rest := _rest(one.name, found[1]))), "")
    if found := _PERSON.search(line):
        known = tuple(people)
        names = (rest for one in known if (rest := _rest(one.name, found[1])))
        emails = (rest for one in known if (rest := _rest(one.email, found[1])))
        return next(names, "") or next(emails, "")
    return ""


def _rest(whole: str, begun: str) -> str:
    return whole[len(begun) :] if whole[: len(begun)].casefold() == begun.casefold() else ""
