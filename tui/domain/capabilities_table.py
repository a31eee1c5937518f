"""The table of what can be created where: laws in their order, and every row they make.

The first law that holds decides. A question the documents answer in two ways makes two rows, one per answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tui.domain.capabilities_conflicts import COOKBOOK, CREATE_EVENT, EVENTS, GUIDE, OLDER
from tui.domain.capabilities_kinds import ACCOUNTS, OLDER_CREATES, CalendarKind, Case, Verdict, calendars_of
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallMode

_CREATED_NEEDS: Mapping[Provider, str] = MappingProxyType(
    {
        Provider.TEAMS: "An active Microsoft 365 subscription, and the scope OnlineMeetings.ReadWrite.",
        Provider.ZOOM: (
            "On the Zoom app, the scopes meeting:write:meeting, meeting:update:meeting, "
            "meeting:delete:meeting and user:read:user."
        ),
    }
)
"""What the account that hosts must have been granted; only the provider can tell whether it was."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `reason` and `fix` are empty exactly when it is allowed."""

    case: Case
    verdict: Verdict
    source: str
    """The title of the document it rests on."""
    reason: str = ""
    fix: str = ""
    needs: str = ""
    """What must have been granted at the provider besides."""
    cross: bool | None = None
    """The answer to the `cross_provider` question it follows from; None for one all documents agree on."""


@dataclass(frozen=True, slots=True)
class Law:
    """When it holds, and what then. Words may name `{provider}`, `{host}` and `{account}`."""

    holds: Callable[[Case], bool]
    verdict: Verdict
    source: str
    reason: str = ""
    fix: str = ""
    cross: bool | None = None

    def row(self, case: Case) -> Row:
        """The line it makes of a case."""
        possible = case.generation == "v3" and case.creates and self.verdict is not Verdict.IMPOSSIBLE
        needs = _CREATED_NEEDS.get(case.provider, "") if possible else ""
        reason, fix = case.words(self.reason), case.words(self.fix)
        return Row(case, self.verdict, self.source, reason, fix, needs, self.cross)


_NO, _YES, _HOSTED = Verdict.IMPOSSIBLE, Verdict.ALLOWED, Verdict.NEEDS_HOST
_LINK_IT = "Create the meeting there, then enter a link you have."
_HOST = "{provider} needs a {host} account that hosts the meeting."

LAWS: tuple[Law, ...] = (
    Law(
        lambda case: case.calendar is CalendarKind.NONE,
        _NO,
        GUIDE,
        "A Zoom account hosts meetings but has no calendar.",
        "Open a calendar account, and choose this one as the host there.",
    ),
    Law(
        lambda case: case.calendar is CalendarKind.READ_ONLY,
        _NO,
        CREATE_EVENT,
        "This calendar is read-only.",
        "Choose one of your own calendars.",
    ),
    Law(
        lambda case: case.calendar is CalendarKind.NO_PRIMARY,
        _NO,
        EVENTS,
        "{account} accounts have no calendar called primary.",
        "Choose a calendar by its name.",
    ),
    Law(lambda case: not case.creates, _YES, GUIDE),
    Law(
        lambda case: case.host is None,
        _NO,
        CREATE_EVENT,
        "{provider} meetings cannot be created from a calendar.",
        _LINK_IT,
    ),
    Law(
        lambda case: case.generation == "v2" and case.account in OLDER_CREATES[case.provider],
        _YES,
        OLDER,
    ),
    Law(
        lambda case: case.generation == "v2",
        _NO,
        OLDER,
        "{provider} meetings cannot be created on this type of account.",
        _LINK_IT,
    ),
    Law(lambda case: case.host is case.account, _YES, GUIDE),
    Law(lambda case: case.provider is Provider.ZOOM, _HOSTED, COOKBOOK, _HOST, "Choose one."),
    Law(lambda case: True, _HOSTED, COOKBOOK, _HOST, "Choose one.", cross=True),
    Law(
        lambda case: True,
        _NO,
        GUIDE,
        "{provider} calls can only be created on {host} calendars.",
        _LINK_IT,
        cross=False,
    ),
)
"""What the documents say, the most general refusals first; the last two are one question answered twice."""


def _cases() -> Iterator[Case]:
    for generation, accounts in ACCOUNTS.items():
        for account in accounts:
            for calendar in calendars_of(account):
                for provider in Provider:
                    for mode in CallMode:
                        yield Case(generation, account, calendar, provider, mode)


def _decided(case: Case) -> Iterator[Row]:
    """The row of the first law that holds; where it is one answer of two, the other one, too."""
    for law in LAWS:
        if law.holds(case):
            yield law.row(case)
            if law.cross is not True:
                return


TABLE: tuple[Row, ...] = tuple(row for case in _cases() for row in _decided(case))
"""Every generation × account × calendar × provider × way, once per answer where the documents disagree."""
