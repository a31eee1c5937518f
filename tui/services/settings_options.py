"""What can be set, read off the model of config.toml itself: names, meanings, what is allowed, what is usual.

A field added there is an option here, and its docstring is what the user reads.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import Literal, TypeAlias, get_args, get_origin

from tui.services.settings import Settings

Value: TypeAlias = str | int | bool
"""What an option can be set to."""
ELSEWHERE = frozenset({"profile", "profiles", "keys", "warnings"})
"""What is no option: accounts are connected, keys are a table of their own."""


@dataclass(frozen=True, slots=True)
class Option:
    """One line of config.toml."""

    name: str
    meaning: str
    usual: Value
    choices: tuple[Value, ...] = ()
    """Everything it can be; empty where it is typed."""
    span: tuple[int, int] | None = None
    """The least and the most a number can be."""

    @property
    def allowed(self) -> str:
        """What it can be, in words; empty where the meaning says it."""
        if self.span is not None:
            return f"{self.span[0]} to {self.span[1]}"
        return ", ".join(said(choice) for choice in self.choices)

    def stepped(self, value: Value, by: int) -> Value | None:
        """The choice or number so many further; choices go round. None where it has to be typed."""
        if self.choices:
            at = self.choices.index(value) if value in self.choices else -by
            return self.choices[(at + by) % len(self.choices)]
        return min(max(int(value) + by, self.span[0]), self.span[1]) if self.span else None

    def read(self, typed: str) -> Value:
        """What was typed as a value. Raises ValueError in words."""
        if self.span is None:
            return typed.strip()
        if not typed.strip().isdecimal() or not self.span[0] <= int(typed) <= self.span[1]:
            raise ValueError(f"A whole number from {self.allowed}.")
        return int(typed)


def said(value: Value) -> str:
    """A value as it is shown: `on` and `off`, and nothing is `not set`."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value) or "not set"


@cache
def options() -> tuple[Option, ...]:
    """Every option, in the model's order."""
    meanings = dict(_docstrings())
    return tuple(
        _option(name, meanings.get(name, "")) for name in Settings.model_fields if name not in ELSEWHERE
    )


def _option(name: str, meaning: str) -> Option:
    field = Settings.model_fields[name]
    kind = field.annotation
    limits = {
        word: int(found)
        for one in field.metadata
        for word in ("ge", "le")
        if (found := getattr(one, word, None)) is not None
    }
    choices = get_args(kind) if get_origin(kind) is Literal else (True, False) if kind is bool else ()
    span = (limits["ge"], limits["le"]) if len(limits) == 2 else None
    return Option(name, meaning, field.default, choices, span)


def _docstrings() -> Iterator[tuple[str, str]]:
    """The strings that follow the model's fields, as one line each."""
    model = ast.parse(dedent(inspect.getsource(Settings))).body[0]
    body = model.body if isinstance(model, ast.ClassDef) else []
    for field, said_of_it in pairwise(body):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(said_of_it, ast.Expr) and isinstance(said_of_it.value, ast.Constant):
            yield field.target.id, " ".join(str(said_of_it.value.value).split())
