"""A key is seen only by who asks for it by name."""

from __future__ import annotations

import traceback

from tui.domain.secret import SecretStr

CANARY = "nyk_canary"


def test_a_key_is_not_shown_by_accident() -> None:
    key = SecretStr(CANARY)
    assert CANARY not in f"{key} {key!r} {[key]} {key!s:>20}"
    assert key.get_secret_value() == CANARY


def test_a_traceback_with_its_locals_does_not_show_it() -> None:
    key = SecretStr(CANARY)
    try:
        raise ValueError(key)
    except ValueError as error:
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert CANARY not in "".join(told.format())


def test_keys_are_compared_by_what_they_hold() -> None:
    assert SecretStr("a") == SecretStr("a") != SecretStr("b")
    assert len({SecretStr("a"), SecretStr("a")}) == 1
    assert SecretStr("a") != "a"


def test_an_empty_key_is_none() -> None:
    assert not SecretStr("")
    assert SecretStr("a")
