"""A developer learns what each provider makes of the same request: kept, refused, ignored or changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.conftest import NOW
from tests.sandbox.curl import JSON, Curl, span
from tests.sandbox.providers import BAD, T0, create, refused
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import SandboxSettings


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    """A sandbox with an Exchange account beside the seeded five."""
    with running(SandboxSettings(now=NOW, also=("ews",))) as sandbox:
        yield sandbox


# Reminders


def test_reminders_left_out_or_empty_are_the_provider_s_own(curls: dict[str, Curl]) -> None:
    left_out: tuple[JSON, ...] = ({}, {"reminders": None}, {"reminders": {}})
    for given in left_out:
        made = create(curls, "google", **given)
        assert made["reminders"] == {"use_default": True, "overrides": None}
    none = create(curls, "google", reminders={"use_default": False})
    assert none["reminders"] == {"use_default": False, "overrides": []}


@pytest.mark.parametrize(
    ("provider", "method", "stored"),
    [
        ("google", None, {"reminder_minutes": 10, "reminder_method": "popup"}),
        ("google", "email", {"reminder_minutes": 10, "reminder_method": "email"}),
        ("icloud", None, {"reminder_minutes": 10, "reminder_method": "display"}),
        ("icloud", "sound", {"reminder_minutes": 10, "reminder_method": "sound"}),
        ("microsoft", "email", {"reminder_minutes": 10}),
        ("ews", "anything", {"reminder_minutes": 10}),
    ],
)
def test_each_provider_has_its_ways_of_reminding(
    curls: dict[str, Curl], provider: str, method: str | None, stored: JSON
) -> None:
    override = {"reminder_minutes": 10} | ({"reminder_method": method} if method else {})
    made = create(curls, provider, reminders={"use_default": False, "overrides": [override]})
    assert made["reminders"]["overrides"] == [stored]


@pytest.mark.parametrize(("provider", "method"), [("google", "sound"), ("icloud", "email"), ("google", 5)])
def test_a_way_of_reminding_the_provider_lacks_is_refused(
    curls: dict[str, Curl], provider: str, method: object
) -> None:
    override = {"reminder_minutes": 10, "reminder_method": method}
    assert "reminder" in refused(curls, provider, reminders={"overrides": [override]})


@pytest.mark.parametrize("provider", ["microsoft", "ews", "icloud"])
def test_one_override_is_all_microsoft_ews_and_icloud_take(curls: dict[str, Curl], provider: str) -> None:
    two = {"overrides": [{"reminder_minutes": 5}, {"reminder_minutes": 10}]}
    assert "one override" in refused(curls, provider, reminders=two)
    assert len(create(curls, "google", reminders=two)["reminders"]["overrides"]) == 2


@pytest.mark.parametrize("minutes", [-1, "10", None, 1.5, True])
def test_minutes_of_a_reminder_are_a_whole_number(curls: dict[str, Curl], minutes: object) -> None:
    assert "reminder_minutes" in refused(
        curls, "google", reminders={"overrides": [{"reminder_minutes": minutes}]}
    )


# Members


@pytest.mark.parametrize(
    ("provider", "value", "taken"),
    [
        ("google", "default", True),
        ("google", "private", True),
        ("microsoft", "default", False),
        ("microsoft", "public", True),
        ("ews", "default", False),
        ("virtual-calendar", "private", True),
        ("icloud", "private", False),
        ("icloud", "public", False),
    ],
)
def test_visibility_is_what_the_provider_knows(
    curls: dict[str, Curl], provider: str, value: str, taken: bool
) -> None:
    if taken:
        assert create(curls, provider, visibility=value)["visibility"] == value
    else:
        assert "visibility" in refused(curls, provider, visibility=value)


def test_a_new_event_has_the_members_its_provider_has(curls: dict[str, Curl]) -> None:
    assert create(curls, "google")["visibility"] == "default"
    assert create(curls, "virtual-calendar")["visibility"] == "public"
    absent = {"visibility", "hide_participants", "status", "html_link", "creator"}
    assert not absent & set(create(curls, "icloud"))
    assert "html_link" not in create(curls, "ews")


@pytest.mark.parametrize("provider", ["icloud", "ews"])
def test_guests_cannot_be_hidden_on_icloud_and_ews(curls: dict[str, Curl], provider: str) -> None:
    assert "hide_participants" in refused(curls, provider, hide_participants=True)
    assert create(curls, provider, hide_participants=False)["id"]
    assert create(curls, "google", hide_participants=True)["hide_participants"] is True


def test_rooms_capacity_and_notetaker_come_back(curls: dict[str, Curl]) -> None:
    members = {
        "resources": [{"email": "room-1@sandbox.test", "name": "Room 1"}],
        "capacity": 5,
        "notetaker": {"name": "Scribe", "meeting_settings": {"video_recording": False}},
    }
    made = create(curls, "google", **members)
    read = curls["google"].event(made["id"]).data
    assert {name: read[name] for name in members} == members


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("resources", [{"name": "Room 1"}]),
        ("resources", "room-1@sandbox.test"),
        ("resources", [{"email": "room-1@sandbox.test"}] * 2),
        ("participants", [{"email": "li@sandbox.test"}] * 2),
        ("capacity", -1),
        ("capacity", True),
        ("notetaker", "Scribe"),
        ("notetaker", []),
    ],
)
def test_a_member_out_of_form_is_refused_by_name(curls: dict[str, Curl], member: str, value: object) -> None:
    assert member in refused(curls, "google", **{member: value})


def test_metadata_has_its_limits_on_calendars_too(google: Curl) -> None:
    full = {f"key{number}": "v" * 500 for number in range(50)}
    assert google.create(title="full", when=span(T0), metadata=full).data["metadata"] == full
    assert google.create(title="long", when=span(T0), metadata={"k" * 40: "v"}).status == 200
    body = {"name": "Marked", "metadata": {"key1": "kilns"}}
    made = google.call("POST", "calendars", body=body, select="id,metadata").data
    assert set(made) == {"id", "metadata"}
    assert [c["id"] for c in google.get("calendars", metadata_pair="key1:kilns").data] == [made["id"]]
    too_long = google.call("PUT", f"calendars/{made['id']}", body={"metadata": {"k" * 41: "v"}})
    assert too_long.refusal[:2] == BAD


def test_a_change_answers_only_the_fields_asked_for_and_patch_is_taken_for_put(google: Curl) -> None:
    made = google.call(
        "POST", "events", body={"title": "A", "when": span(T0)}, calendar_id="primary", select="id,title"
    ).data
    assert set(made) == {"id", "title"}
    path = f"events/{made['id']}"
    put = google.call("PUT", path, body={"title": "B"}, calendar_id="primary", select="title").data
    assert put == {"title": "B"}
    patched = google.call("PATCH", path, body={"metadata": {"key1": "x"}}, calendar_id="primary").data
    assert (patched["title"], patched["metadata"]) == ("B", {"key1": "x"})
