"""Sentences one under another, each with a sign before it; what wraps stays clear of the signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.ui import paint
from tui.ui.glyphs import glyphs_of

_SIGN = 2


class Sayings(Widget):
    """The sentences."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Sayings { height: auto; }
    """

    sentences: reactive[tuple[str, ...]] = reactive((), layout=True)
    """What is said, one row or more each."""

    def __init__(self, sentences: Sequence[str] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(Sayings.sentences, tuple(sentences))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the sentences need."""
        return max(1, sum(len(rows) for rows in self._wrapped(width)))

    def render(self) -> Content:
        """Sign, sentence, and the rest of it below its beginning."""
        sign = paint.text(f"{glyphs_of(self.app).dot} ", "$quiet")
        blank = Content(" " * _SIGN)
        wrapped = self._wrapped(self.content_size.width)
        return paint.lines(
            *((blank if at else sign) + row for rows in wrapped for at, row in enumerate(rows))
        )

    def _wrapped(self, width: int) -> Iterator[list[Content]]:
        for sentence in self.sentences:
            yield paint.text(sentence).wrap(max(width - _SIGN, 1))
