"""The days of several accounts stand in one list, each meeting once, labelled with whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.domain.samples import LISBON, at, event, span
from tui.domain.events import Event, Participant, Rsvp, Status
from tui.domain.together import Shared, together
from tui.domain.when import AllDay

DAYS = [date(2026, 11, day) for day in (20, 21, 22)]
EMAILS = ["ada@a.test", "ada@b.test"]


def test_meetings_are_ordered_by_time_whichever_account_they_are_of() -> None:
    late, early = event(id="late"), event(id="early", when=span(at(9), at(10)))
    off = event(id="off", when=AllDay(date(2026, 11, 22)))
    found = [
        (day, [(one.event.id, one.accounts) for one in rows]) for day, rows in _shown([late, off], [early])
    ]
    assert found == [
        (date(2026, 11, 20), [("early", (1,)), ("late", (0,))]),
        (date(2026, 11, 22), [("off", (0,))]),
    ]


def _shown(*stored: list[Event]) -> list[tuple[date, tuple[Shared, ...]]]:
    return list(together(stored, EMAILS, DAYS, LISBON))


def test_a_meeting_that_both_accounts_know_is_one_row_of_both() -> None:
    mine = event(ical_uid="u1")
    theirs = replace(mine, id="x", calendar_id="other")
    [(_, [row])] = together([[mine], [theirs]], EMAILS, DAYS, LISBON)
    assert (row.event, row.accounts) == (mine, (0, 1))


def test_what_was_called_off_or_declined_in_its_account_is_left_out() -> None:
    gone = event(id="gone", status=Status.CANCELLED)
    no = event(id="no", participants=(Participant("ada@b.test", rsvp=Rsvp.NO),))
    assert [rows for _, rows in together([[gone], [no]], EMAILS, DAYS, LISBON)] == []
    [(_, [row])] = together([[no], []], EMAILS, DAYS, LISBON)
    assert row.event is no
