"""HTML descriptions as text to read: blocks become lines, links show where they lead.

Only documents of bounded size reach the parser; nesting costs it time squared, so whatever is beyond is
stripped of its tags by a linear scan instead. The result is not cleaned yet: entities may hide controls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import TYPE_CHECKING, Final

from tui.domain.link_text import shown_address
from tui.domain.link_wrappers import unwrap

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LONGEST: Final = 256_000
"""Characters of HTML looked at."""
_PARSED: Final = 40_000
"""Characters given to the parser; its worst inputs of that length take a tenth of a second."""
_MOST_COPIES: Final = 300_000
"""Formatting tags times tags: unclosed formatting is copied into every block after it."""

_NAMES: Final = (
    "html|head|body|p|br|div|span|a|b|i|u|s|em|strong|ul|ol|li|dl|dt|dd|table|tbody|thead|tr|td|th|h[1-6]|font"
    "|hr|pre|code|img|style|meta|blockquote|center|strike|del|sub|sup|small|script|svg|title|link|html-blob|o:p"
)
_LOOKS_HTML: Final = re.compile(
    rf"<(?:/?(?:{_NAMES})(?:[\s/][^<>]{{0,4000}})?>|!doctype|!--)|&(?:nbsp|amp|lt|gt|quot|#39|#x27);",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(r"<[a-z]", re.IGNORECASE)
_FORMATTING: Final = re.compile(
    r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![a-z0-9])", re.IGNORECASE
)
_SILENT: Final = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "svg",
        "title",
        "noscript",
        "math",
        "textarea",
        "select",
        "iframe",
    }
    | {"object", "-comment"}
)
_BLOCK: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"}
    | {"table", "tr", "ul"}
)
_ANCHOR: Final = re.compile(
    r"<a\b[^<>]{0,2000}?\bhref\s*=\s*[\"']?(https?://[^\s\"'<>]{1,2048})[^<>]*>|</a\s*>", re.IGNORECASE
)
_LONGEST_LINK: Final = 2048
"""Characters of a link, and of its words, that are read."""
_NO_ADDRESS: Final = re.compile(r"[\s<>\x00-\x1f]")
_MOST_WORDS: Final = 50
"""Words of a link that are searched for an address."""
_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]*(?:>|$)|<(?=[a-zA-Z/!])")
_BREAK: Final = re.compile(rf"<(?:br|/?(?:{'|'.join(sorted(_BLOCK))}))\b[^<>]*>", re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_ANY_SPACE: Final = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def is_html(text: str) -> bool:
    """Whether a description is markup; `<https://…>` and `a < b` in plain text are not."""
    return ("<" in text or "&" in text) and _LOOKS_HTML.search(text[:LONGEST]) is not None


def text_of(html: str) -> str:
    """The text a reader would see; links to another address than their text are followed by it."""
    document = html[:LONGEST]
    if len(document) > _PARSED:
        document = _without_silent(document)
    text = "".join(_read(document)) if _is_tame(document) else _stripped(document)
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _is_tame(html: str) -> bool:
    if len(html) > _PARSED:
        return False
    openings = sum(1 for _ in _OPENING.finditer(html))
    return openings * sum(1 for _ in _FORMATTING.finditer(html)) <= _MOST_COPIES


def _without_silent(html: str) -> str:
    """The document without comments, head, style and script: what makes mail HTML long."""
    for start, end in (
        ("<!--", "-->"),
        ("<head", "</head>"),
        ("<style", "</style>"),
        ("<script", "</script>"),
    ):
        html = "".join(_outside(html, start, end))
    return html


def _outside(html: str, start: str, end: str) -> Iterator[str]:
    lower, position = html.lower(), 0
    if len(lower) != len(html):
        lower = html
    while (opening := lower.find(start, position)) >= 0:
        yield html[position:opening]
        closing = lower.find(end, opening)
        if closing < 0:
            return
        position = closing + len(end)
    yield html[position:]


def _stripped(html: str) -> str:
    linked = "".join(_with_targets("".join(_outside(html, "<!--", "-->"))))
    return unescape(_TAG.sub(" ", _BREAK.sub("\n", linked)))


def _with_targets(html: str) -> Iterator[str]:
    """The document with each link's target in brackets behind its words, as entities that are no tags."""
    position, target = 0, ""
    for found in _ANCHOR.finditer(html):
        yield from _with_target(html[position : found.start()], target)
        position, target = found.end(), _unfiltered(unescape(found[1] or ""))
    yield from _with_target(html[position:], target)


def _with_target(words: str, target: str) -> Iterator[str]:
    yield words
    if target:
        read = _TAG.sub("", words[:_LONGEST_LINK])
        shown = _foreign(read, target) if "<" in words else _repeated(read, target)
        yield f"{shown} &lt;{escape(target)}&gt; "


def _read(html: str) -> Iterator[str]:
    """Walks the tree without recursion, so that depth costs nothing; ends with the body."""
    from selectolax.lexbor import LexborHTMLParser

    node: LexborNode | None = LexborHTMLParser(html).body
    kept = 0
    while node is not None:
        tag = node.tag or ""
        kept += tag == "pre"
        yield _entering(node, tag, kept > 0)
        inner = None if tag in _SILENT else node.first_child
        while inner is None and node is not None and node.tag != "body":
            kept -= node.tag == "pre"
            yield _leaving(node, node.tag or "")
            inner, node = node.next, node.parent
        node = inner


def _entering(node: LexborNode, tag: str, preformatted: bool) -> str:
    if tag == "-text":
        text = node.text_content or ""
        return text if preformatted else _ANY_SPACE.sub(" ", text)
    if tag == "br":
        return "\n"
    if tag == "li":
        return "\n• "
    if tag == "td":
        return " "
    return "\n" if tag in _BLOCK else ""


def _leaving(node: LexborNode, tag: str) -> str:
    if tag == "p":
        return "\n\n"
    if tag == "a":
        return _target(node)
    return "\n" if tag in _BLOCK and tag != "li" else ""


def _target(anchor: LexborNode) -> str:
    href = (anchor.attributes.get("href") or "").strip()
    if href.lower().startswith("mailto:"):
        href = href[7:].partition("?")[0]
    elif href.lower().startswith(("https://", "http://")):
        href = _unfiltered(href)
    else:
        return ""
    words = anchor.text() or ""
    if _bare("".join(words.split())) == _bare(href):
        return ""
    return f"{_repeated(words, href)} <{href}>"


def _unfiltered(href: str) -> str:
    """The address behind a mail filter's wrapper: it is shorter, and says where the link leads."""
    inner = unwrap(href)
    return href if _NO_ADDRESS.search(inner) else inner


def _repeated(words: str, href: str) -> str:
    """The host that the words name before their end, once more where it is compared with the target."""
    foreign = _foreign(words, href)
    return "" if not foreign or shown_address(words) else foreign


def _foreign(words: str, href: str) -> str:
    shown = next(filter(None, map(shown_address, words.split()[:_MOST_WORDS])), "")
    return "" if not shown or _host(shown) == _host(href) else f" ({_host(shown)})"


def _host(address: str) -> str:
    return _bare(address).partition("/")[0].partition("?")[0].partition("#")[0]


def _bare(address: str) -> str:
    return address.casefold().removeprefix("https://").removeprefix("http://").rstrip("/")
