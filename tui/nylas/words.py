"""What to do about a refusal, recognised by the words the API uses for it.

A sentence we do not recognise gets a plain next step, never an invented cause.
"""

from __future__ import annotations

_HINTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("autocreate", "auto generating"), "Either let the meeting be created or enter its link, not both."),
    (("conf_grant_id",), "Choose the account that hosts the meeting."),
    (("read_only", "read-only", "read only"), "Choose a calendar you may write to."),
    (("time range",), "Choose a shorter stretch of time."),
    (("visibility",), "This account does not know that visibility; leave it at its default."),
    (("reminder",), "Reminders of your own and the calendar's default cannot be mixed."),
    (("not supported for provider",), "This kind of account cannot do that."),
    (("zoom",), "Check the Zoom account and the permissions it was connected with."),
)


def refusal_hint(words: str) -> str:
    """The next step for a 400-class answer with these words."""
    told = words.casefold()
    for marks, hint in _HINTS:
        if any(mark in told for mark in marks):
            return hint
    return "Change what the sentence names; repeating it as it is cannot help."


_ZOOM_SCOPES = "meeting:write:meeting, meeting:update:meeting, meeting:delete:meeting and user:read:user"


def permission_hint(words: str, *, reading: bool) -> str:
    """What to grant, and where, for a 403 with these words: the scopes differ by provider."""
    told = words.casefold()
    if "zoom" in told or ":meeting" in told:
        return f"On the Zoom app itself, grant the scopes {_ZOOM_SCOPES}; then connect the account again."
    if "teams" in told or "onlinemeetings" in told:
        return "Teams calls need the scope OnlineMeetings.ReadWrite: grant it, then authenticate again."
    google, microsoft = (
        ("calendar.events.readonly", "Calendars.Read")
        if reading
        else ("calendar.events", "Calendars.ReadWrite")
    )
    scopes = f"{google} (Google) or {microsoft} (Microsoft)"
    return f"A scope is missing: grant {scopes} to the application, then authenticate again."
