"""config.toml while it is changed from inside the app: one line at a time, the rest as the user wrote it.

What somebody else wrote into it meanwhile is never overwritten: it is read, and said.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.errors import SettingsError
from tui.domain.whenwords import zone_named
from tui.services.settings import Settings, load_text
from tui.services.settings_options import Option, Value
from tui.services.text_file import may_be_written, replace_text, text_of

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_ZONES = frozenset({"zone", "second_zone"})


class SettingsFile:
    """Call `read` first; `settings` is what the file said when it was last read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings = Settings()
        self._text = ""

    def read(self) -> Settings:
        """What the file says now. Raises SettingsError."""
        text = text_of(self.path)
        self.settings, self._text = load_text(self.path, text), text
        return self.settings

    @property
    def writable(self) -> bool:
        """Whether it can be written, as far as can be told without doing it."""
        return may_be_written(self.path)

    def value(self, option: Option) -> Value:
        """What an option is now."""
        value: Value = getattr(self.settings, option.name)
        return value

    def understood(self, option: Option, typed: str) -> Value:
        """What was typed as a value the file can have. Raises SettingsError, in words about it alone."""
        try:
            value = option.read(typed)
        except ValueError as error:
            raise SettingsError(str(error)) from None
        if option.name in _ZONES and value and zone_named(str(value)) is None:
            raise SettingsError(
                "There is no such time zone.", next_step="Write a name such as Europe/Lisbon."
            )
        try:
            load_text(Path(), _line(option.name, value))
        except SettingsError as error:
            raise SettingsError(error.what.partition(f"{option.name}: ")[2] or error.what) from None
        return value

    def put(self, option: Option, value: Value) -> Settings:
        """Write this value. Raises SettingsError: the file then is as it was."""
        return self._write(option, value, value)

    def reset(self, option: Option) -> Settings:
        """Take the line out of the file; one with a comment beside it stays, and names the usual value."""
        return self._write(option, None, option.usual)

    def _write(self, option: Option, line: Value | None, meant: Value) -> Settings:
        from tomlkit.exceptions import TOMLKitError

        self._refuse_if_changed()
        try:
            fresh = _edited(self._text, option, line)
            settings = load_text(self.path, fresh)
            if _compared(settings) != _compared(self.settings) | {option.name: meant}:
                raise TOMLKitError("the line ended up elsewhere")
            replace_text(self.path.resolve(), fresh)
        except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
            raise SettingsError(
                f"{self.path} cannot be written.", next_step="Check its permissions."
            ) from error
        except TOMLKitError as error:
            raise SettingsError(
                f"{self.path} cannot be added to.", next_step="Write it more plainly."
            ) from error
        self.settings, self._text = settings, fresh
        return settings

    def _refuse_if_changed(self) -> None:
        if text_of(self.path) != self._text:
            self.read()
            raise SettingsError(
                "config.toml was changed by somebody else; nothing was written.",
                next_step="What it says now is shown: look, and change it again.",
            )


def _compared(settings: Settings) -> dict[str, object]:
    return settings.model_dump(exclude={"warnings"})


def _line(name: str, value: Value) -> str:
    import tomlkit

    return tomlkit.dumps({name: value})


def _edited(text: str, option: Option, line: Value | None) -> str:
    import tomlkit

    document: TOMLDocument = tomlkit.parse(text)
    if line is not None:
        document[option.name] = line
    elif option.name in document:
        trivia = getattr(document.item(option.name), "trivia", None)
        if trivia is not None and trivia.comment:
            document[option.name] = option.usual
        else:
            document.remove(option.name)
    return tomlkit.dumps(document)
