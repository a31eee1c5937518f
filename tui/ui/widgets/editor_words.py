"""What the editor's fields are called on the screen, wherever they are named."""

from __future__ import annotations

from tui.domain.drafts import DraftField

FIELD_WORDS: dict[DraftField, str] = {
    DraftField.TITLE: "Title",
    DraftField.CALENDAR: "Calendar",
    DraftField.STARTS: "Starts",
    DraftField.ENDS: "Ends",
    DraftField.ZONE: "Zone",
    DraftField.END_ZONE: "End zone",
    DraftField.LOCATION: "Where",
    DraftField.GUESTS: "Guests",
    DraftField.PROVIDER: "Call",
    DraftField.MODE: "Link",
    DraftField.HOST: "Host",
    DraftField.SETTINGS: "Settings",
    DraftField.URL: "URL",
    DraftField.CODE: "Meeting ID",
    DraftField.PASSWORD: "Password",
    DraftField.PIN: "PIN",
    DraftField.PHONES: "Phones",
    DraftField.DESCRIPTION: "Notes",
    DraftField.NOTIFY: "Mail",
    DraftField.REPEATS: "Repeats",
    DraftField.REMINDERS: "Reminders",
    DraftField.BUSY: "Shown as",
    DraftField.VISIBILITY: "Seen by",
    DraftField.HIDE_GUESTS: "Guest list",
    DraftField.CAPACITY: "Places",
    DraftField.ROOMS: "Rooms",
    DraftField.METADATA: "Metadata",
    DraftField.NOTETAKER: "Notetaker",
}
"""What the fields are called on the screen."""
