"""From the bytes of an answer to wire models: fast when all is well, item by item when one is not.

An odd member is dropped with a note, an impossible item is set aside; neither takes its page along.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json

from tui.domain.text import clean
from tui.nylas.said import request_id_of
from tui.nylas.setbacks import Answer, Setback, Trouble
from tui.nylas.wire_v3 import Lenient

M = TypeVar("M", bound=Lenient)
X = TypeVar("X")
Y = TypeVar("Y")

Raw = dict[str, Any]
"""One object as the API sent it."""

_PASSES = 4
_LONGEST_INTEGER = 20


@dataclass(frozen=True, slots=True)
class Item(Generic[M]):
    """One object of an answer: the model, the object as sent, and what had to be left out of it."""

    model: M | None
    raw: Raw
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page(Generic[X]):
    """The items of a list answer, and where to go on."""

    items: tuple[X, ...]
    next_cursor: str | None
    limit: int | None = None

    def mapped(self, convert: Callable[[X], Y]) -> Page[Y]:
        """The same page with every item converted."""
        return Page(tuple(convert(item) for item in self.items), self.next_cursor, self.limit)


class _List(BaseModel, Generic[M]):
    data: list[M]
    next_cursor: str | None = None
    limit: int | None = None


class Reader(Generic[M]):
    """Reads answers whose `data` is one `model`, or a list of them."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._list: TypeAdapter[_List[M]] = TypeAdapter(_List[model])  # type: ignore[valid-type]

    def quick(
        self, answer: Answer, host: str, plain: Callable[[object], X | None], convert: Callable[[Item[M]], X]
    ) -> Page[X]:
        """The items of a list, converted: by `plain` those it understands, the others by way of the model.

        Raises `Setback` when the answer as a whole cannot be read.
        """
        try:
            envelope = from_json(answer.body, allow_inf_nan=False)
            data, cursor, limit = envelope["data"], envelope.get("next_cursor"), envelope.get("limit")
        except (ValueError, KeyError, TypeError, AttributeError):
            return self.page(answer, host).mapped(convert)
        if type(data) is not list or not isinstance(cursor, str | None) or type(limit) not in (int, NoneType):
            return self.page(answer, host).mapped(convert)
        items = tuple(
            found if (found := plain(raw)) is not None else convert(self._item(raw)) for raw in data
        )
        return Page(items, cursor or None, limit)

    def page(self, answer: Answer, host: str) -> Page[Item[M]]:
        """The items of a list. Raises `Setback` when the answer as a whole cannot be read."""
        try:
            listed = self._list.validate_json(answer.body)
            raws = from_json(answer.body, allow_inf_nan=False)["data"]
        except (ValidationError, ValueError):
            return self._page_by_item(answer, host)
        items = tuple(Item(model, raw) for model, raw in zip(listed.data, raws, strict=True))
        return Page(items, listed.next_cursor or None, listed.limit)

    def _page_by_item(self, answer: Answer, host: str) -> Page[Item[M]]:
        envelope = envelope_of(answer, host)
        data = envelope.get("data")
        if not isinstance(data, list):
            raise _foreign(host, answer)
        cursor, limit = envelope.get("next_cursor"), envelope.get("limit")
        return Page(
            tuple(self._item(raw) for raw in data),
            cursor if isinstance(cursor, str) and cursor else None,
            limit if isinstance(limit, int) else None,
        )

    def one(self, answer: Answer, host: str) -> Item[M]:
        """The item of a single answer. Raises `Setback` when there is none."""
        data = envelope_of(answer, host).get("data")
        if not isinstance(data, dict):
            raise _foreign(host, answer)
        return self._item(data)

    def _item(self, raw: object) -> Item[M]:
        if not isinstance(raw, dict):
            return Item(None, {}, ("It is not an object.",))
        kept: Any = raw
        oddities: list[str] = []
        for _ in range(_PASSES):
            try:
                return Item(self._model.model_validate(kept), raw, tuple(dict.fromkeys(oddities)))
            except ValidationError as fault:
                places = [error["loc"] for error in _errors(fault)]
            oddities += [f"Its {_said(place)} could not be read." for place in places]
            kept = _without(kept, places)
        return Item(None, raw, tuple(dict.fromkeys(oddities)))


def _errors(fault: ValidationError) -> Sequence[Any]:
    return fault.errors(include_input=False, include_context=False, include_url=False)


def _said(place: tuple[int | str, ...]) -> str:
    return clean(" ".join(part for part in place if isinstance(part, str)) or "content", limit=80)


def _without(value: Any, places: Sequence[tuple[int | str, ...]]) -> Any:
    """A copy of `value` without the members at `places`; items of lists become null, to keep their order."""
    heads = {place[0] for place in places if len(place) == 1 or not _reaches(value, place)}
    deeper = {place[0] for place in places} - heads
    if isinstance(value, dict):
        pairs = ((name, item) for name, item in value.items() if name not in heads)
        return {n: _without(v, _below(places, n)) if n in deeper else v for n, v in pairs}
    if isinstance(value, list):
        pairs = ((index, None if index in heads else item) for index, item in enumerate(value))
        return [_without(v, _below(places, i)) if i in deeper else v for i, v in pairs]
    return value


def _reaches(value: Any, place: tuple[int | str, ...]) -> bool:
    """Whether the second step of `place` exists; a union adds steps that are not in the data."""
    inner = value.get(place[0]) if isinstance(value, dict) else None
    if isinstance(value, list) and isinstance(place[0], int) and place[0] < len(value):
        inner = value[place[0]]
    if isinstance(inner, dict):
        return place[1] in inner
    return isinstance(inner, list) and isinstance(place[1], int) and place[1] < len(inner)


def _below(places: Sequence[tuple[int | str, ...]], head: int | str) -> list[tuple[int | str, ...]]:
    return [place[1:] for place in places if place[0] == head and len(place) > 1]


def envelope_of(answer: Answer, host: str) -> Raw:
    """The answer as an object, neutralised. Raises `Setback` when it is not the API's JSON."""
    if answer.body.lstrip()[:1] == b"<" or "html" in answer.headers.get("content-type", ""):
        raise _foreign(host, answer)
    try:
        value = from_json(answer.body, allow_inf_nan=False)
    except ValueError:
        value = _slowly(answer, host)
    if not isinstance(value, dict):
        raise _foreign(host, answer)
    return value


def _slowly(answer: Answer, host: str) -> Any:
    """Reads what the strict parser refuses: stray bytes, lone surrogates, monstrous numbers."""
    try:
        text = answer.body.decode("utf-8", "replace")
        return _printable(json.loads(text, parse_int=_integer, parse_constant=lambda _: None))
    except (ValueError, RecursionError):
        says = f"The answer from {host} was cut short or is not JSON."
        raise Setback(Trouble.GARBLED, says, request_id=request_id_of(answer)) from None


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else None


def _printable(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [_printable(item) for item in value]
        case dict():
            return dict(_printable_pairs(value))
        case _:
            return value


def _printable_pairs(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, item in value.items():
        yield _printable(name), _printable(item)


def _foreign(host: str, answer: Answer) -> Setback:
    says = f"{host} answered, but not the way the calendar service does."
    return Setback(Trouble.FOREIGN, says, request_id=request_id_of(answer))
