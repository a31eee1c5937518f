"""Moments on the command line: ISO 8601, with an offset or in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import click


class IsoMoment(click.ParamType[datetime, object]):
    """An aware datetime; without an offset the text is taken as UTC."""

    name = "ISO"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment meant."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a moment such as 2026-11-20T12:00:00+00:00.", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
