"""Text becoming pixels: cleaned once more, never read as markup, measured in terminal cells.

Nothing that came from outside may reach a widget except through this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.style import Style

from tui.domain.errors import CallsheetError
from tui.domain.links import Link, Trust
from tui.domain.text import clean_block

if TYPE_CHECKING:
    from textual.app import App

Severity: TypeAlias = Literal["information", "warning", "error"]
Part: TypeAlias = Content | str | tuple[str, str | Style]
"""A piece of a line: content as it is, text, or text with a style."""

_LONG = 4000


def plain(value: str) -> str:
    """One line of text that is safe to draw, its spaces kept. Ordinary ASCII passes untouched."""
    if value.isascii() and value.isprintable():
        return value
    return clean_block(value, limit=_LONG).replace("\n", " ")


def text(value: str, style: str | Style = "") -> Content:
    """One line of outside text as content: literal, cleaned, in one style."""
    return Content.styled(plain(value), style) if style else Content(plain(value))


def block(value: str, style: str | Style = "") -> Content:
    """Several lines of outside text as content."""
    cleaned = clean_block(value)
    return Content.styled(cleaned, style) if style else Content(cleaned)


def line(*parts: Part) -> Content:
    """Pieces side by side."""
    return Content.assemble(*(_content(part) for part in parts))


def _content(part: Part) -> Content:
    if isinstance(part, Content):
        return part
    return text(part) if isinstance(part, str) else text(*part)


def lines(*rows: Content) -> Content:
    """Rows one under another."""
    return Content("\n").join(rows)


def hyperlink(link: Link, style: str = "") -> Content:
    """A link as text, and where it is known to lead into a call also one the terminal can follow (OSC 8).

    Only addresses this program rebuilt itself are given to the terminal: https, a plain host, no controls.
    """
    shown = text(link.url, style)
    if link.trust is not Trust.KNOWN or not link.url.isascii() or not link.url.isprintable():
        return shown
    return shown.stylize(Style(link=link.url))


def width(value: str) -> int:
    """How many terminal cells the text takes."""
    return cell_len(value)


def fit(value: str, cells: int, *, ellipsis: str = "…") -> str:
    """The text cut to at most `cells`, whole characters only, the ellipsis where something is missing."""
    safe = plain(value)
    if cells <= 0:
        return ""
    if cell_len(safe) <= cells:
        return safe
    cut = Content(safe).truncate(cells, ellipsis=bool(ellipsis)).plain
    return cut if ellipsis == "…" else cut.replace("…", ellipsis)


def cells(value: str, count: int, *, align: Literal["left", "right"] = "left", ellipsis: str = "…") -> str:
    """The text in exactly `count` cells: cut or padded."""
    cut = fit(value, count, ellipsis=ellipsis)
    if align == "right":
        return " " * (count - cell_len(cut)) + cut
    return set_cell_size(cut, max(count, 0))


def notice(
    app: App[Any],
    words: str,
    *,
    title: str = "",
    severity: Severity = "information",
    seconds: float | None = None,
) -> None:
    """A quiet message in the corner. The only caller of Textual's own, so that none is read as markup."""
    app.notify(
        clean_block(words, limit=600), title=plain(title), severity=severity, timeout=seconds, markup=False
    )


def notice_error(app: App[Any], error: CallsheetError) -> None:
    """A failure in the corner: what happened, what it means, what to do next."""
    rest = " ".join(part for part in (error.means, error.next_step, error.reference) if part)
    notice(app, rest or error.what, title=error.what if rest else "", severity="error", seconds=10)
