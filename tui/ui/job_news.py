"""What the app says of links that were waited for: quietly that one landed, or that it did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.jobs import Job, JobState
from tui.ui.paint import notice
from tui.ui.screens.calendar import CalendarScreen

if TYPE_CHECKING:
    from tui.ui.errand_runner import ErrandRunner


def tell_of(app: ErrandRunner, job: Job) -> None:
    """Say what became of a job, where that is news to the user."""
    match job.state:
        case JobState.LIVE:
            keys = "o joins, y copies" if _at_hand(app, job) else "P shows it"
            notice(app, f"The {job.provider} link is here: {keys}.", title=job.title)
        case JobState.WAITING if job.slow:
            words = f"No {job.provider} link after 15 minutes; it is looked for now and then. P shows it."
            notice(app, words, title=job.title, severity="warning", seconds=10)
        case JobState.FAILED | JobState.GAVE_UP | JobState.EVENT_GONE:
            words = f"{job.reason or 'No link came.'} P shows what can be done."
            notice(app, words, title=job.title, severity="error", seconds=10)


def _at_hand(app: ErrandRunner, job: Job) -> bool:
    """Whether the calendar's keys mean the event of this job."""
    if app.workspace is None or not isinstance(app.screen, CalendarScreen) or not app.screen.stands:
        return False
    event, moved = app.screen.chosen(), app.workspace.agenda.moved
    return event is not None and moved.get(event.key, event.key) == job.key
