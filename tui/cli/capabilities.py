"""`callsheet capabilities`: which calls the account can have, which way, and why not where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.domain.calendars import Calendar
    from tui.domain.capabilities import Row, Switches
    from tui.services.workspace import Workspace

_ACCOUNTS = ("google", "microsoft", "icloud", "ews", "imap", "yahoo", "virtual-calendar", "zoom", "nylas")


@click.command("capabilities")
@click.option("--all", "whole", is_flag=True, help="The whole table, for every kind of account.")
@click.option("--generation", type=click.Choice(["v3", "v2"]), help="Of the whole table, this one's rows.")
@click.option("--account", type=click.Choice(_ACCOUNTS), help="Of the whole table, this kind of account.")
@click.option("--calendar", metavar="NAME", help="What this calendar of yours can have.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def capabilities(
    ground: Ground,
    whole: bool,
    generation: str | None,
    account: str | None,
    calendar: str | None,
    as_json: bool,
    sandbox: bool,
) -> None:
    """Say which calls can be created or attached, and why not where they cannot.

    Where the documents contradict each other, both readings are told and the one in force is marked.
    """
    from tui.cli.asking import ask
    from tui.domain.capabilities import TABLE

    ground.as_json = as_json
    if calendar is not None and (whole or generation or account):
        raise click.UsageError("--calendar is about your own account; leave the other options out.")
    if not (whole or generation or account):
        _tell(*ask(ground, sandbox, lambda workspace: _of_account(workspace, calendar)), as_json)
        return
    switches = ground.settings().switches
    chosen = (
        row
        for row in TABLE
        if generation in (None, row.case.generation) and account in (None, row.case.account.value)
    )
    _tell([_row_shape(row, switches) for row in chosen], switches, as_json)
    if not as_json:
        _tell_readings(switches)


async def _of_account(
    workspace: Workspace, calendar_name: str | None
) -> tuple[list[dict[str, Any]], Switches]:
    from tui.cli.choosing import calendar_named

    await workspace.start()
    if workspace.trouble is not None:
        raise workspace.trouble
    calendar = calendar_named(workspace, calendar_name) if calendar_name is not None else None
    return list(_rulings(workspace, calendar)), workspace.context().switches


def _rulings(workspace: Workspace, calendar: Calendar | None) -> Iterator[dict[str, Any]]:
    from tui.domain.capabilities import calendar_kind, rule
    from tui.domain.conferencing import Provider
    from tui.domain.drafts import CallMode

    known = workspace.context()
    kind = known.account.kind
    for provider in Provider:
        for mode in CallMode:
            ruling = rule(kind, calendar, provider, mode, known.hosts, known.switches, known.generation)
            yield {
                "generation": known.generation,
                "account": kind.value,
                "calendar": calendar_kind(kind, calendar).value,
                "provider": provider.value,
                "way": mode.value,
                "verdict": ruling.verdict.value,
                "reason": ruling.reason,
                "way_out": ruling.fix,
                "needs": ruling.needs,
                "document": ruling.source,
            }


def _row_shape(row: Row, switches: Switches) -> dict[str, Any]:
    disputed = {} if row.cross is None else {"cross_provider": row.cross}
    return {
        "generation": row.case.generation,
        "account": row.case.account.value,
        "calendar": row.case.calendar.value,
        "provider": row.case.provider.value,
        "way": row.case.mode.value,
        "verdict": row.verdict.value,
        "reason": row.reason,
        "way_out": row.fix,
        "needs": row.needs,
        "document": row.source,
        "if": disputed,
        "in_force": row.cross in (None, switches.cross_provider),
    }


def _readings(switches: Switches) -> list[dict[str, Any]]:
    """Each question the documents answer in two ways, and which answer is held to."""
    from tui.domain.capabilities import CONFLICTS

    return [
        {
            "setting": conflict.switch,
            "question": conflict.question,
            "answers": [
                {"value": answer.value, "says": answer.says, "document": answer.source}
                for answer in conflict.answers
            ],
            "in_force": conflict.held(switches).value,
        }
        for conflict in CONFLICTS
    ]


def _tell(rows: list[dict[str, Any]], switches: Switches, as_json: bool) -> None:
    from tui.cli.telling import tell, tell_json

    if as_json:
        tell_json({"capabilities": rows, "readings": _readings(switches)})
        return
    for row in rows:
        tell(_line(row))


def _tell_readings(switches: Switches) -> None:
    from tui.cli.telling import tell
    from tui.domain.capabilities import CONFLICTS
    from tui.domain.capabilities_conflicts import told

    tell("")
    tell("Where the documents contradict each other, config.toml chooses:")
    for conflict in CONFLICTS:
        tell(f"  {conflict.switch}: {conflict.question}")
        for answer in conflict.answers:
            held = "held" if answer is conflict.held(switches) else "else"
            tell(f"    {held}  {told(answer.value)} = {answer.says}  ({answer.source})")


def _line(row: dict[str, Any]) -> str:
    """One row of the table; what is not in force is in brackets with its switch."""
    from tui.domain.capabilities_conflicts import told

    where = f"{row['generation']}  {row['account']:<16}  {row['calendar']:<10}"
    why = f"  {row['reason']} {row['way_out']}" if row["reason"] else ""
    needs = f"  Needs: {row['needs']}" if row["needs"] else ""
    line = f"{where}  {row['provider']:<18}  {row['way']:<6}  {row['verdict']:<12}{why}{needs}".rstrip()
    if row.get("in_force", True):
        return line
    switches = ", ".join(f"{name} = {told(value)}" for name, value in row["if"].items())
    return f"{line}  (only with {switches})"
