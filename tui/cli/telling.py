"""How commands speak: data on stdout, everything else on stderr, failures as sentences or as JSON.

Text for a terminal has no control characters left, whatever an event is called.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping

import click

from tui.domain.errors import ApiError, CallsheetError

SCHEMA_VERSION = 1
"""Raised when a key of the JSON output changes its meaning or goes; new keys may come at any time."""

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def tell_json(data: Mapping[str, object]) -> None:
    """One JSON document on stdout, ASCII only, so that it passes through any pipe and locale."""
    click.echo(json.dumps({"schema_version": SCHEMA_VERSION} | dict(data), indent=2))


def tell(line: str) -> None:
    """A line of data for people."""
    click.echo(_encodable(line))


def remark(line: str) -> None:
    """A line beside the data, on stderr."""
    click.echo(_encodable(line, err=True), err=True)


def tell_failure(error: CallsheetError, *, as_json: bool) -> None:
    """What went wrong, on stderr."""
    if as_json:
        document = {"schema_version": SCHEMA_VERSION, "error": failure(error)}
        click.echo(json.dumps(document, indent=2), err=True)
        return
    remark(f"callsheet: {error.what}")
    for line in (error.means, error.next_step):
        if line:
            remark(f"  {line}")
    if isinstance(error, ApiError) and error.server_words and error.server_words not in error.what:
        remark(f"  The service said: {error.server_words}")
    if error.reference:
        remark(f"  {error.reference}")


def failure(error: CallsheetError) -> dict[str, object]:
    """A failure as data; `code` is the kind of failure in lower case."""
    found: dict[str, object] = {
        "code": _WORDS.sub("_", type(error).__name__).lower(),
        "message": error.what,
        "means": error.means,
        "hint": error.next_step,
        "can_retry": error.can_retry,
        "exit_code": error.exit_code,
    }
    if isinstance(error, ApiError):
        found |= {"status": error.status, "type": error.kind, "server_message": error.server_words}
        found |= {"request_id": error.request_id, "retry_after": error.retry_after}
    return found


def _encodable(line: str, *, err: bool = False) -> str:
    encoding = (sys.stderr if err else sys.stdout).encoding or "utf-8"
    return line.encode(encoding, "replace").decode(encoding, "replace")
