"""One-to-many news between services and whoever shows them, without either knowing the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

News = TypeVar("News")


class Feed(Generic[News]):
    """A list of listeners. Listeners are called in the publisher's task and must only take note."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[News], None]] = []

    def subscribe(self, listener: Callable[[News], None]) -> Callable[[], None]:
        """Add a listener; the returned call removes it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, news: News) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(news)
