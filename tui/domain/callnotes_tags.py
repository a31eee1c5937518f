"""Formatted notes as the tokens they are written in, which tags belong together, and the lines a reader sees.

The tokens joined are the notes again, to the letter; markup that is not understood is no document at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from html import unescape


class Kind(Enum):
    """What a token is to a reader."""

    TEXT = auto()
    BLANK = auto()
    """Spaces between tags."""
    SILENT = auto()
    """A comment, a style, a script."""
    OPEN = auto()
    CLOSE = auto()
    BREAK = auto()
    THING = auto()
    """A picture, or another element without an end."""


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, or the text up to the next one."""

    kind: Kind
    source: str
    name: str = ""
    href: str = ""

    @property
    def parts(self) -> bool:
        """Whether a line ends here."""
        return self.kind is Kind.BREAK or self.name in _BLOCKS


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read, links followed by `<address>`; its first and its last token of text."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens, for each tag the index of its mate, and the lines that are not empty."""

    tokens: Sequence[Token]
    mates: Mapping[int, int]
    lines: Sequence[Line]


_TAG = re.compile(r"<(/?)([a-zA-Z][\w:.-]*)([^<>]*)>|<!(?!--)[^<>]*>|<!--")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LINE_END = re.compile(r"(\r?\n)")
_SPACE = re.compile(r"[\s\u00a0]+")
_RAW = frozenset({"head", "script", "style", "title", "textarea", "template", "svg", "math"})
_VOID = frozenset({"area", "base", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav"}
    | {"ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)


def parsed(source: str, *, newlines: bool) -> Document | None:
    """The notes as a document; with `newlines` a line feed ends a line. None where an end is missing."""
    tokens = tuple(_tokens(source, newlines))
    if sum(len(token.source) for token in tokens) != len(source):
        return None
    return Document(tokens, _mates(tokens), tuple(_lines(tokens)))


def _tokens(source: str, newlines: bool) -> Iterator[Token]:
    """The tokens, up to the first comment or script that does not end."""
    lower, at = source.lower(), 0
    if len(lower) != len(source):
        lower = source
    while found := _TAG.search(source, at):
        yield from _texts(source[at : found.start()], newlines)
        name, at = (found[2] or "").lower(), found.end()
        if found[0] == "<!--" or (name in _RAW and not found[1]):
            at = _silence_ends(lower, at, f"</{name}" if name else "-->")
            if not at:
                return
            yield Token(Kind.SILENT, source[found.start() : at])
        else:
            yield _tag(found, name)
    yield from _texts(source[at:], newlines)


def _silence_ends(lower: str, at: int, close: str) -> int:
    """Just behind the next `close` and its bracket; 0 where there is none."""
    close_at = lower.find(close, at)
    return lower.find(">", close_at) + 1 if close_at >= 0 else 0


def _texts(source: str, newlines: bool) -> Iterator[Token]:
    for piece in _LINE_END.split(source) if newlines else (source,):
        if newlines and piece.endswith("\n"):
            yield Token(Kind.BREAK, piece)
        elif piece:
            yield Token(Kind.TEXT if unescape(piece).strip() else Kind.BLANK, piece)


def _tag(found: re.Match[str], name: str) -> Token:
    source = found[0]
    if not name:
        return Token(Kind.SILENT, source)
    if name == "br":
        return Token(Kind.BREAK, source, name)
    if name in _VOID or found[3].endswith("/"):
        return Token(Kind.THING, source, name)
    if found[1]:
        return Token(Kind.CLOSE, source, name)
    href = _HREF.search(found[3]) if name == "a" else None
    target = unescape(next(filter(None, href.groups()), "")).strip() if href else ""
    return Token(Kind.OPEN, source, name, target)


def _mates(tokens: Sequence[Token]) -> Mapping[int, int]:
    """Each closing tag with the nearest open one of its name; what opened in between has no mate."""
    mates: dict[int, int] = {}
    opened: list[int] = []
    counts: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(index)
            counts[token.name] = counts.get(token.name, 0) + 1
        elif token.kind is Kind.CLOSE and counts.get(token.name):
            while True:
                mate = opened.pop()
                counts[tokens[mate].name] -= 1
                if tokens[mate].name == token.name:
                    break
            mates[mate], mates[index] = index, mate
    return mates


def _lines(tokens: Sequence[Token]) -> Iterator[Line]:
    read: list[str] = []
    seen: list[int] = []
    target, words = "", 0
    for index, token in enumerate(tokens):
        if token.parts:
            yield from _line(read, seen)
            read, seen, words = [], [], 0
        elif token.kind is Kind.TEXT:
            seen.append(index)
            read.append(unescape(token.source))
        elif token.kind in (Kind.BLANK, Kind.THING) or token.name in ("td", "th"):
            read.append(" ")
        elif token.name == "a" and token.kind is Kind.OPEN:
            target, words = token.href, len(read)
        elif token.name == "a" and target:
            read.append(_target(target, "".join(read[words:])))
            target = ""
    yield from _line(read, seen)


def _line(read: Sequence[str], seen: Sequence[int]) -> Iterator[Line]:
    if seen:
        yield Line(_SPACE.sub(" ", "".join(read)).strip(), seen[0], seen[-1])


def _target(href: str, words: str) -> str:
    if not href.lower().startswith(("https://", "http://")):
        return ""
    address = "".join(href.split())
    return "" if "".join(words.split()).rstrip("/") == address.rstrip("/") else f" <{address}>"
