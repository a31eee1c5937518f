"""Stylesheets taken apart once for all apps of a run: what they say hangs on their words and colours alone.

Every app still puts its own sheet together, and asks it what each widget looks like.
"""

from __future__ import annotations

from typing import Any

from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.tokenizer import Token

Tokens = dict[str, list[Token]]


def _take_over() -> None:
    said = vars(stylesheet)
    read_variables, read_rules = said["tokenize_values"], said["parse"]
    variables: dict[tuple[tuple[str, str], ...], Tokens] = {}
    rules: dict[tuple[Any, ...], list[RuleSet]] = {}

    def variables_once(values: dict[str, str]) -> Tokens:
        asked = tuple(values.items())
        if asked not in variables:
            variables[asked] = read_variables(values)
        return variables[asked]

    def rules_once(*source: Any, **how: Any) -> list[RuleSet]:
        asked = *source, id(how["variable_tokens"]), how["is_default_rules"], how["tie_breaker"]
        if asked not in rules:
            rules[asked] = list(read_rules(*source, **how))
        return rules[asked]

    said.update(tokenize_values=variables_once, parse=rules_once)


_take_over()
