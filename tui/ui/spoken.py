"""Times and lengths as people say them, short enough for one line."""

from __future__ import annotations

from datetime import timedelta

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_ROUGH = 10


def elapsed_words(length: timedelta) -> str:
    """A stretch of waiting: `8 s`, `1 min 5 s`, `2 h 10 min`."""
    seconds = max(int(length.total_seconds()), 0)
    if seconds < _MINUTE:
        return f"{seconds} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min {seconds % _MINUTE} s"
    return _hours(seconds)


def roughly_words(length: timedelta) -> str:
    """A stretch of waiting in the corner of the eye, where little moves: `8 s`, `40 s`, `5 min`."""
    seconds = max(int(length.total_seconds()), 0)
    if seconds < _MINUTE:
        return f"{seconds if seconds < _ROUGH else seconds // _ROUGH * _ROUGH} s"
    return f"{seconds // _MINUTE} min" if seconds < _HOUR else _hours(seconds)


def until_words(left: timedelta) -> str:
    """How long until something begins: `now`, `in 8 min`, `in 2 h 10 min`, `in 3 days`.

    Minutes are rounded up, so that "in 1 min" never means "too late".
    """
    seconds = int(left.total_seconds())
    if seconds <= 0:
        return "now"
    minutes = -(-seconds // _MINUTE)
    if minutes < _MINUTE:
        return f"in {minutes} min"
    if minutes * _MINUTE < _DAY:
        return f"in {_hours(minutes * _MINUTE)}"
    days = round(seconds / _DAY)
    return "in 1 day" if days == 1 else f"in {days} days"


def _hours(seconds: int) -> str:
    hours, minutes = seconds // _HOUR, seconds % _HOUR // _MINUTE
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
