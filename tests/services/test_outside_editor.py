"""Notes in the user's own editor: what it saves comes back, the file goes, and nothing is lost on the way."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tui.domain.errors import CallsheetError
from tui.services.outside_editor import LONGEST, OutsideEditor


def editor(tmp_path: Path, script: str, **environ: str) -> OutsideEditor:
    """An editor that does this to the file named by `$1`."""
    program = tmp_path / "my editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return OutsideEditor({"PATH": os.environ["PATH"], "VISUAL": f"'{program}' -w", **environ})


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    desk = editor(tmp_path, 'printf "%s\\n" "Bring the colours." "And a pen." > "$2"')
    assert desk.why_not() == ""
    written = desk.write("Before.")
    assert (written.text, written.remark) == ("Bring the colours.\nAnd a pen.", "")


def test_the_editor_begins_with_the_text(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    editor(tmp_path, f'cp "$2" {copy}').write("Zwei\nZeilen ✓")
    assert copy.read_text() == "Zwei\nZeilen ✓\n"


def test_the_file_is_the_users_alone_and_gone_afterwards(tmp_path: Path) -> None:
    told = tmp_path / "told"
    desk = editor(
        tmp_path, f'echo "$2" > {told}; ls -l "$2" "$(dirname "$2")" >> {told}; touch "$2~"', TMPDIR="x"
    )
    desk.write("Secret.")
    path = Path(told.read_text().splitlines()[0])
    assert not path.exists()
    assert not path.parent.exists()
    assert "-rw-------" in told.read_text()


def test_the_folder_is_closed_to_others(tmp_path: Path) -> None:
    told = tmp_path / "told"
    editor(tmp_path, f'stat -c %a "$(dirname "$2")" > {told}').write("x")
    assert int(told.read_text(), 8) & (stat.S_IRWXG | stat.S_IRWXO) == 0


def test_an_editor_that_changes_nothing_changes_nothing(tmp_path: Path) -> None:
    written = editor(tmp_path, "true").write("One.\n\nTwo.")
    assert (written.text, written.remark) == ("One.\n\nTwo.", "")


def test_an_editor_that_fails_loses_nothing(tmp_path: Path) -> None:
    assert editor(tmp_path, "exit 1").write("Kept.").text == "Kept."
    assert editor(tmp_path, 'rm "$2"').write("Kept.").text == "Kept."
    half = editor(tmp_path, 'echo "Half" > "$2"; exit 3').write("Kept.")
    assert half.text == "Half"
    assert "error" in half.remark


def test_strange_bytes_are_cleaned(tmp_path: Path) -> None:
    written = editor(tmp_path, "printf 'a\\033[31mb\\377' > \"$2\"").write("x")
    assert "\x1b" not in written.text
    assert written.text.startswith("a␛[31mb")


def test_too_long_a_text_is_cut_and_said_to_be(tmp_path: Path) -> None:
    written = editor(tmp_path, f"head -c {LONGEST + 500} /dev/zero | tr '\\0' 'x' > \"$2\"").write("x")
    assert len(written.text) == LONGEST
    assert written.remark


def test_keys_stay_here(tmp_path: Path) -> None:
    told = tmp_path / "told"
    editor(tmp_path, f"env > {told}", NYLAS_API_KEY="nyk_canary", CALLSHEET_X="canary").write("x")
    assert "canary" not in told.read_text()


@pytest.mark.parametrize("environ", [{}, {"EDITOR": ""}, {"EDITOR": "'"}, {"VISUAL": "no-such-editor-here"}])
def test_without_an_editor_there_is_a_reason(environ: dict[str, str]) -> None:
    assert OutsideEditor({"PATH": os.environ["PATH"], **environ}).why_not()


def test_an_editor_that_cannot_be_run_is_told_of(tmp_path: Path) -> None:
    desk = editor(tmp_path, "true")
    (tmp_path / "my editor").chmod(0o600)
    with pytest.raises(CallsheetError):
        OutsideEditor({"VISUAL": str(tmp_path / "nothing")}).write("x")
    assert desk.why_not()
