"""The keys, printed: for people by place, for programs as JSON, and as the settings make them."""

from __future__ import annotations

import pytest

from tests.cli.terminal import Shell
from tui.ui.actions import ACTIONS


def settings(shell: Shell, text: str) -> None:
    path = shell.home / "config" / "callsheet" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_every_key_is_printed_under_its_place(shell: Shell) -> None:
    said = shell("keys")
    assert (said.code, said.err) == (0, "")
    assert all(f" {action.id} " in said.out for action in ACTIONS)
    lines = said.out.splitlines()
    assert lines[0] == "everywhere"
    assert lines.index("calendar") < lines.index("editor")
    assert any(line.split()[:2] == ["^S", "editor.save"] for line in lines)


def test_every_key_as_data(shell: Shell) -> None:
    data = shell("keys", "--json").data
    assert (data["schema_version"], data["keymap"]) == (1, "default")
    assert [row["id"] for row in data["keys"]] == [action.id for action in ACTIONS]
    new = next(row for row in data["keys"] if row["id"] == "event.new")
    assert new == {
        "id": "event.new",
        "keys": ["n", "c"],
        "where": "calendar",
        "does": "New event at the cursor",
        "changed": False,
    }


def test_they_are_as_the_settings_make_them_and_mistakes_are_named(shell: Shell) -> None:
    settings(shell, 'keymap = "vim"\n[keys]\n"event.new" = "N"\n"event.knew" = "n"\n')
    said = shell("keys", "--json")
    rows = {row["id"]: row for row in said.data["keys"]}
    assert said.data["keymap"] == "vim"
    assert (rows["event.new"]["keys"], rows["event.new"]["changed"]) == (["N"], True)
    assert rows["window.next"]["keys"][0] == "ctrl+d"
    assert "event.knew is not an action." in said.err


def test_another_preset_can_be_looked_at(shell: Shell) -> None:
    rows = {row["id"]: row for row in shell("keys", "--json", "--keymap", "calcurse").data["keys"]}
    assert rows["event.new"]["keys"] == ["a", "n"]


@pytest.mark.parametrize("name", ["emacs", "Vim"])
def test_a_preset_that_does_not_exist_is_a_mistake_in_use(shell: Shell, name: str) -> None:
    said = shell("keys", "--keymap", name)
    assert said.code == 2
    assert "default, vim, calcurse" in said.err
