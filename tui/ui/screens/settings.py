"""The settings: every line of config.toml that is no account and no key, its meaning, and a way to change it.

Each change is written at once and then followed; nothing is followed that could not be written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from tui.domain.errors import SettingsError
from tui.services.settings_options import Option, Value, options, said
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import glyphs_of
from tui.ui.look_errands import HOLDS_AT_ONCE
from tui.ui.messages import SettingsChanged
from tui.ui.screens.settings_rows import about, setting_line, under_headings
from tui.ui.screens.sheet import Sheet
from tui.ui.themes import house_themes
from tui.ui.widgets.grouped_list import GroupedList
from tui.ui.widgets.key_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.services.settings import Settings
    from tui.services.settings_file import SettingsFile

_READ_ONLY = "config.toml cannot be written here: what stands in it is shown, and stays."
_HINTS = (("Enter", "change"), ("Backspace", "usual"), ("Esc", "close"))
_TYPING = (("Enter", "keep"), ("Esc", "leave as it was"))


class SettingsScreen(Acting, Sheet[None]):
    """`file` was read already."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.SETTINGS)]
    heading = "Settings"
    AUTO_FOCUS = "OptionList"

    def __init__(self, file: SettingsFile) -> None:
        super().__init__()
        self._file = file
        self._typing: Option | None = None
        self._words: tuple[str, str] = ("", "")
        self._told_of = ""

    def body(self) -> ComposeResult:
        """The options, what the one at the cursor means, and a field for those that are typed."""
        yield GroupedList[Option](self._row, lambda option: option.name, counted=False)
        yield Static(id="about")
        yield LineInput(id="typed")

    def on_mount(self) -> None:
        """The field shows only while something is typed."""
        self._field.display = False
        signs = glyphs_of(self.app)
        step = ("<>" if signs.arrow.isascii() else "←→", "choices")
        self.hints = (*_HINTS[:1], step, *_HINTS[1:]) if self._file.writable else _HINTS[-1:]

    def on_resize(self) -> None:
        """Fit the rows to the sheet, once it has its size."""
        self.call_after_refresh(self._fill)

    # Painting

    @property
    def _list(self) -> GroupedList[Option]:
        return self.query_one(GroupedList)

    @property
    def _field(self) -> LineInput:
        return self.query_one(LineInput)

    def _fill(self) -> None:
        self._list.fill(under_headings(map(with_themes, options())))
        self._explain()

    def _row(self, option: Option, at_cursor: bool) -> Content:
        value = self._file.value(option)
        return setting_line(option, value, glyphs_of(self.app), self._list.room, at_cursor=at_cursor)

    def _say(self, words: str, style: str = "$quiet") -> None:
        self._words = words, style
        self._told_of = self._list.item.name if self._list.item else ""
        self._explain()

    def _explain(self) -> None:
        option = self._typing or self._list.item
        if option is None:
            return
        told = about(option, at_once=option.name in HOLDS_AT_ONCE, dot=glyphs_of(self.app).dot)
        words = self._words if self._file.writable else (_READ_ONLY, "$warn")
        self.query_one("#about", Static).update(paint.lines(told, paint.text(*words)))

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        option = self._list.item
        if option is not None and option.name != self._told_of:
            self._say("")

    # Changing

    def reason(self, action_id: str) -> str | None:
        """Why it cannot be changed."""
        if action_id == "settings.close":
            return None
        if not self._file.writable:
            return _READ_ONLY
        option = self._list.item
        if action_id in {"settings.next", "settings.before"} and option and self._stepped(option, 1) is None:
            return "This one is typed: press Enter."
        return None

    def _stepped(self, option: Option, by: int) -> Value | None:
        return option.stepped(self._file.value(option), by)

    @on(OptionList.OptionSelected)
    async def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("settings.change")

    def do_settings_change(self) -> None:
        """The next choice, or a field to type in."""
        option = self._list.item
        if option is not None and option.choices:
            self._step(1)
        elif option is not None:
            self._open_field(option)

    def do_settings_next(self) -> None:
        """The next choice, or one more."""
        self._step(1)

    def do_settings_before(self) -> None:
        """The choice before, or one less."""
        self._step(-1)

    def _step(self, by: int) -> None:
        option = self._list.item
        value = self._stepped(option, by) if option else None
        if option is not None and value is not None and value != self._file.value(option):
            self._write(lambda: self._file.put(option, value), f"{option.name} is {said(value)} now.")

    def do_settings_reset(self) -> None:
        """Back to what is usual."""
        option = self._list.item
        if option is not None:
            words = f"{option.name} is as usual: {said(option.usual)}."
            self._write(lambda: self._file.reset(option), words)

    def _write(self, change: Callable[[], Settings], words: str) -> None:
        """Write, then follow; what somebody else wrote meanwhile is followed, too, and said."""
        before = self._file.settings
        try:
            change()
        except SettingsError as error:
            words, style = error.sentences(), "$warn"
        else:
            style = "$good"
        if self._file.settings is not before:
            self.app.post_message(SettingsChanged(self._file.settings))
        self._fill()
        self._say(words, style)

    # Typing

    def _open_field(self, option: Option) -> None:
        self._typing = option
        field = self._field
        with self.prevent(Input.Changed):
            field.value = str(self._file.value(option))
        field.placeholder = said(option.usual)
        field.display = True
        field.focus()
        self.show_hints(_TYPING)
        self._explain()

    def _close_field(self) -> None:
        self._typing = None
        self._field.display = False
        self._list.focus()
        self.show_hints(self.hints)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Say quietly what is missing while it is typed; nothing is half wrong before Enter."""
        event.stop()
        if self._typing is not None:
            self._say(self._missing(self._typing, event.value))

    def _missing(self, option: Option, typed: str) -> str:
        try:
            return f"Enter keeps {said(self._file.understood(option, typed))}."
        except SettingsError as error:
            return error.sentences()

    @on(Input.Submitted)
    def _kept(self, event: Input.Submitted) -> None:
        event.stop()
        option = self._typing
        if option is None:
            return
        try:
            value = self._file.understood(option, event.value)
        except SettingsError as error:
            self._say(error.sentences(), "$warn")
            return
        self._close_field()
        self._write(lambda: self._file.put(option, value), f"{option.name} is {said(value)} now.")

    def do_settings_close(self) -> None:
        """Leave the field, or the settings."""
        if self._typing is None:
            self.dismiss(None)
        else:
            self._close_field()
            self._say("")

    def action_leave(self) -> None:
        """The same, from the sheet's own key."""
        self.do_settings_close()


def with_themes(option: Option) -> Option:
    """The option with the choices only the screens know."""
    if option.name != "theme":
        return option
    return replace(option, choices=tuple(theme.name for theme in house_themes()))
