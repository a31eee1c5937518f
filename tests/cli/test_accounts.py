"""What a script is told when there is no account, a wrong one, or one that cannot be reached."""

from __future__ import annotations

import pytest

from tests.cli.terminal import Shell
from tui.sandbox.serve import ServedSandbox

CANARY = "nyk_canary_0123456789"


def test_without_an_account_the_ways_to_one_are_named(shell: Shell) -> None:
    said = shell("agenda")
    assert (said.code, said.out) == (4, "")
    assert "NYLAS_API_KEY" in said.err
    assert "--sandbox" in said.err


@pytest.mark.parametrize(
    ("given", "missing"), [("NYLAS_API_KEY", "NYLAS_GRANT_ID"), ("NYLAS_GRANT_ID", "NYLAS_API_KEY")]
)
def test_half_an_account_is_told_what_it_lacks(shell: Shell, given: str, missing: str) -> None:
    shell.set(**{given: CANARY})
    said = shell("agenda")
    assert said.code == 4
    assert f"{given} is set, but {missing} is not." in said.err
    assert CANARY not in said.err


def test_a_wrong_key_is_an_authentication_failure(connected: Shell) -> None:
    connected.set(NYLAS_API_KEY=CANARY)
    said = connected("agenda", "--json")
    assert said.code == 4
    assert said.error["code"] == "unauthorized"
    assert "did not accept the key" in said.error["message"]
    assert CANARY not in said.out + said.err


def test_a_key_with_a_line_break_never_leaves(connected: Shell) -> None:
    connected.set(NYLAS_API_KEY=f"{CANARY}\r\nHost: evil.test")
    said = connected("agenda")
    assert said.code == 4
    assert CANARY not in said.out + said.err


def test_a_token_of_the_older_generation_creates_a_call_and_waits_for_its_job(
    shell: Shell, served: ServedSandbox
) -> None:
    token = next(one.token for one in served.sandbox.accounts if one.kind == "gmail")
    shell.set(CALLSHEET_API="v2", NYLAS_API_URI=served.api_uri)
    assert "NYLAS_ACCESS_TOKEN" in shell("agenda").err
    shell.set(NYLAS_ACCESS_TOKEN=token)
    words = ("event", "create", "--title", "Kiln", "--start", "fri 15:00", "--meet", "zoom", "--wait", "20")
    said = shell(*words, "--json")
    assert said.code == 0, said.err
    assert said.data["job"]["state"] == "live"
    assert said.data["job"]["url"].startswith("https://us02web.zoom.us/")
    assert said.data["event"]["id"] == said.data["job"]["event_id"]
    assert token not in said.out + said.err


def test_an_unknown_account_is_not_found(connected: Shell) -> None:
    connected.set(NYLAS_GRANT_ID="nobody@sandbox.test")
    said = connected("agenda", "--json")
    assert (said.code, said.error["code"]) == (5, "not_found")


def test_a_key_is_not_sent_in_the_clear(connected: Shell) -> None:
    connected.set(NYLAS_API_URI="http://calendar.example.org")
    said = connected("agenda", "--json")
    assert (said.code, said.error["code"]) == (78, "settings_error")
    assert "unprotected" in said.error["message"]


def test_a_configured_account_takes_its_key_from_the_environment(shell: Shell, served: ServedSandbox) -> None:
    line = next(grant for grant in served.grants if grant.provider == "microsoft")
    write_config(
        shell, f'[profiles.work]\nregion = "custom"\napi_uri = "{served.api_uri}"\ngrant = "{line.email}"'
    )
    shell.set(NYLAS_API_KEY=served.api_key)
    data = shell("--profile", "work", "agenda", "--json").data
    assert data["account"]["provider"] == "microsoft"


def test_a_configured_account_takes_its_key_from_its_file(shell: Shell, served: ServedSandbox) -> None:
    line = served.grants[0]
    work = f'[profiles.work]\nregion = "custom"\napi_uri = "{served.api_uri}"\ngrant = "{line.id}"'
    write_config(shell, f'profile = "work"\n{work}')
    said = shell("agenda")
    assert said.code == 4
    key = shell.home / "state" / "callsheet" / "keys" / "work.key"
    key.parent.mkdir(parents=True)
    key.write_text(served.api_key)
    key.chmod(0o644)
    assert "chmod 600" in shell("agenda").err
    key.chmod(0o600)
    assert shell("agenda").code == 0


def test_a_profile_that_is_not_there_is_named(shell: Shell) -> None:
    write_config(shell, '[profiles.work]\ngrant = "g"')
    said = shell("--profile", "home", "agenda")
    assert said.code == 78
    assert "home" in said.err
    assert "work" in said.err


@pytest.mark.parametrize(
    "text", ["profile = ", 'clock = "noon"', 'zone = "Mars/Base"', "[profiles]\nwork = 3"]
)
def test_a_config_that_cannot_be_understood_is_told_with_its_place(shell: Shell, text: str) -> None:
    write_config(shell, text)
    said = shell("agenda", "--sandbox")
    assert said.code == 78
    assert "config.toml" in said.err


def test_an_unknown_setting_is_a_remark(shell: Shell) -> None:
    write_config(shell, 'them = "dark"')
    said = shell("agenda", "--sandbox")
    assert said.code == 0
    assert "Did you mean “theme”?" in said.err


def test_nothing_is_kept_where_nothing_can_be_written(shell: Shell) -> None:
    for name in ("STATE", "CACHE", "DATA"):
        shell.set(**{f"XDG_{name}_HOME": "/dev/null/nowhere"})
    said = shell("agenda", "--sandbox")
    assert said.code == 0
    assert "forgotten after this run" in said.err


def write_config(shell: Shell, text: str) -> None:
    path = shell.home / "config" / "callsheet" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
