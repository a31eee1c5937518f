"""Conference text inside an event's notes: recognised, and taken out without touching the user's words.

The API writes conference details into the description and asks that they be removed together with the call.
Only text that is unmistakably a provider's is taken; everything else stays, letter for letter.
"""

from __future__ import annotations

from tui.domain.callnotes_blocks import as_sent, block_end
from tui.domain.callnotes_html import without_call_html as without_call_html


def without_call(description: str) -> tuple[str, str]:
    """The description without conference text, and the text taken out (empty when there was none)."""
    lines = description.split("\n")
    sent = [as_sent(line) for line in lines]
    kept: list[str] = []
    taken: list[str] = []
    at = 0
    while at < len(lines):
        end = block_end(sent, at)
        if end == at:
            kept.append(lines[at])
            at += 1
            continue
        taken.append("\n".join(lines[at:end]).strip())
        _close_up(kept)
        at = end
        while kept and at < len(lines) and not lines[at].strip():
            at += 1
    if not taken:
        return description, ""
    return "\n".join(kept).strip("\r\n"), "\n".join(taken)


def _close_up(kept: list[str]) -> None:
    """One blank line, at most, between what stood before a block and what follows it."""
    while kept and not kept[-1].strip():
        kept.pop()
    if kept:
        kept.append("")
