"""Conference text inside formatted notes, cut out between its first and its last tag.

Only whole visible lines are taken, and a tag goes only together with its mate: what is left is as well formed
as what was there, and nothing in it is rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.domain.callnotes_blocks import as_sent, block_end
from tui.domain.callnotes_tags import Document, Kind, Line, Token, parsed

LONGEST_HTML = 256_000
"""Characters of formatted notes that are searched; longer ones are left alone."""
_MOST_BREAKS = 2
"""Breaks left where a block stood: an empty line, at most."""
_HINT = re.compile(r"~{10}|::[~:]{10}|_{20}|Zoom [Mm]eeting")
_FRAME = frozenset({"html", "body"})


def without_call_html(source: str) -> tuple[str, str]:
    """Formatted notes without conference text, and the text taken out as a reader sees it.

    Notes in which nothing else was to be seen become empty.
    """
    if len(source) > LONGEST_HTML or not _HINT.search(source):
        return source, ""
    for newlines in (False, True):
        document = parsed(source, newlines=newlines)
        cuts = list(_cuts(document)) if document else []
        if document and cuts:
            return _without(document, cuts), "\n".join(line.text for cut in cuts for line in cut.lines)
    return source, ""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A provider's block: its lines, and its tokens from the first to the last."""

    lines: Sequence[Line]
    first: int
    last: int


def _cuts(document: Document) -> Iterator[_Cut]:
    texts = [as_sent(line.text) for line in document.lines]
    at = 0
    while at < len(texts):
        end = block_end(texts, at)
        if end > at:
            lines = document.lines[at:end]
            yield _Cut(lines, *_widened(document, lines[0].first, lines[-1].last))
        at = max(end, at + 1)


def _widened(document: Document, first: int, last: int) -> tuple[int, int]:
    """The same stretch with the elements around it that hold nothing else."""
    while True:
        left, right = _before(document, first), _after(document, last)
        opens, closes = _mate(document, left), _mate(document, right)
        if opens is not None and left < opens <= last:
            first = left
        elif closes is not None and first <= closes < right:
            last = right
        elif opens is not None and opens == right:
            first, last = left, right
        else:
            return first, last


def _before(document: Document, at: int) -> int:
    """The nearest token before this one that is more than space; -1 where the notes begin."""
    at -= 1
    while at >= 0 and document.tokens[at].kind in (Kind.BLANK, Kind.SILENT):
        at -= 1
    return at


def _after(document: Document, at: int) -> int:
    at += 1
    while at < len(document.tokens) and document.tokens[at].kind in (Kind.BLANK, Kind.SILENT):
        at += 1
    return at


def _mate(document: Document, at: int) -> int | None:
    """The tag that goes with this one; None for the frame of the notes, which stays."""
    mate = document.mates.get(at)
    return None if mate is None or document.tokens[at].name in _FRAME else mate


def _without(document: Document, cuts: Sequence[_Cut]) -> str:
    kept: list[Token] = []
    at = 0
    for cut in cuts:
        start, stop = _breaks_before(document, cut.first), _breaks_after(document, cut.last)
        kept += document.tokens[at : max(start, at)]
        inside = [document.tokens[index] for index in _staying(document, cut)]
        kept += [*_between(document, cut, start, stop, inside), *inside]
        at = stop
    kept += document.tokens[at:]
    seen = any(token.kind in (Kind.TEXT, Kind.THING) and token.name not in ("meta", "link") for token in kept)
    return "".join(token.source for token in kept) if seen else ""


def _staying(document: Document, cut: _Cut) -> Iterator[int]:
    """Tags inside a block whose mates are outside."""
    for index in range(cut.first, cut.last + 1):
        if document.tokens[index].kind in (Kind.OPEN, Kind.CLOSE):
            mate = document.mates.get(index)
            if mate is None or not cut.first <= mate <= cut.last:
                yield index


def _breaks_before(document: Document, first: int) -> int:
    """Where the line breaks in front of a block begin; the block itself where there are none."""
    start, at = first, first - 1
    while at >= 0 and document.tokens[at].kind in (Kind.BREAK, Kind.BLANK):
        start = at if document.tokens[at].kind is Kind.BREAK else start
        at -= 1
    return start


def _breaks_after(document: Document, last: int) -> int:
    """Just behind the line breaks that follow a block."""
    stop, at = last + 1, last + 1
    while at < len(document.tokens) and document.tokens[at].kind in (Kind.BREAK, Kind.BLANK):
        stop = at + 1 if document.tokens[at].kind is Kind.BREAK else stop
        at += 1
    return stop


def _between(
    document: Document, cut: _Cut, start: int, stop: int, inside: Sequence[Token]
) -> Sequence[Token]:
    """The breaks that stay between what stood before a block and what follows it."""
    left, right = _before(document, start), _after(document, stop - 1)
    if left < 0 or right >= len(document.tokens) or any(token.parts for token in inside):
        return ()
    before, behind = document.tokens[left], document.tokens[right]
    if before.kind is Kind.OPEN or behind.kind is Kind.CLOSE:
        return ()
    ahead, after = document.tokens[start : cut.first], document.tokens[cut.last + 1 : stop]
    breaks = max(([t for t in run if t.kind is Kind.BREAK] for run in (ahead, after)), key=len)
    if not breaks and not before.parts and not behind.parts:
        return (Token(Kind.BREAK, "<br>", "br"),)
    return breaks[:_MOST_BREAKS]
