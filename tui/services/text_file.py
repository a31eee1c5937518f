"""A text file of the user's, read as it is and replaced whole: at no moment is there half of it.

Its permissions stay as they were; a new one is its owner's alone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from tui.domain.errors import SettingsError


def text_of(path: Path) -> str:
    """The file as it is, line ends and all; empty when there is none. Raises SettingsError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{path} cannot be read.", next_step="It must be a text file of yours.") from None


def replace_text(path: Path, text: str) -> None:
    """The file with this text, or as it was. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600, exist_ok=False)
    with fresh.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileNotFoundError):
        shutil.copymode(path, fresh)
    fresh.replace(path)


def may_be_written(path: Path) -> bool:
    """Whether the file, or else the nearest folder there is on the way to it, lets itself be written."""
    there = path.resolve()
    if there.exists():
        return there.is_file() and os.access(there, os.W_OK) and os.access(there.parent, os.W_OK)
    folder = next(folder for folder in there.parents if folder.exists())
    return folder.is_dir() and os.access(folder, os.W_OK)
