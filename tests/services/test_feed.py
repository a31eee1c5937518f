"""News reaches everyone who asked for it, and nobody who stopped."""

from __future__ import annotations

from collections.abc import Callable

from tui.services.feed import Feed


def test_everyone_hears_in_the_order_they_came() -> None:
    feed: Feed[int] = Feed()
    heard: list[tuple[str, int]] = []
    feed.subscribe(lambda news: heard.append(("first", news)))
    feed.subscribe(lambda news: heard.append(("second", news)))
    feed.publish(7)
    assert heard == [("first", 7), ("second", 7)]


def test_who_leaves_hears_no_more_and_may_leave_twice() -> None:
    feed: Feed[int] = Feed()
    heard: list[int] = []
    leave = feed.subscribe(heard.append)
    feed.publish(1)
    leave()
    leave()
    feed.publish(2)
    assert heard == [1]


def test_leaving_or_coming_while_news_is_told_disturbs_nobody() -> None:
    feed: Feed[int] = Feed()
    heard: list[str] = []
    leaves: list[Callable[[], None]] = []

    def once(news: int) -> None:
        heard.append(f"once {news}")
        leaves[0]()
        feed.subscribe(lambda later: heard.append(f"new {later}"))

    leaves.append(feed.subscribe(once))
    feed.subscribe(lambda news: heard.append(f"always {news}"))
    feed.publish(1)
    feed.publish(2)
    assert heard == ["once 1", "always 1", "always 2", "new 2"]
