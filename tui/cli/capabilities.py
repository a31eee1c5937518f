"""`callsheet capabilities`: which calls the account can have, which way, and why not where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.domain.capabilities import Row, Ruling
    from tui.domain.conferencing import Provider
    from tui.domain.drafts import CallMode
    from tui.services.workspace import Workspace


@click.command("capabilities")
@click.option("--all", "whole", is_flag=True, help="The whole table, for every kind of account.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def capabilities(ground: Ground, whole: bool, as_json: bool, sandbox: bool) -> None:
    """Say which calls can be created or attached, and why not where they cannot."""
    from tui.cli.asking import ask
    from tui.domain.capabilities import TABLE

    ground.as_json = as_json
    if whole:
        _tell([_row_shape(row) for row in TABLE], as_json)
        return
    _tell(ask(ground, sandbox, _of_account), as_json)


async def _of_account(workspace: Workspace) -> list[dict[str, str]]:
    await workspace.start()
    if workspace.trouble is not None:
        raise workspace.trouble
    return [_shape(workspace, provider, mode, ruling) for provider, mode, ruling in _rulings(workspace)]


def _rulings(workspace: Workspace) -> Iterator[tuple[Provider, CallMode, Ruling]]:
    from tui.domain.capabilities import rule
    from tui.domain.conferencing import Provider
    from tui.domain.drafts import CallMode

    known = workspace.context()
    for provider in Provider:
        for mode in CallMode:
            kind, hosts = known.account.kind, known.hosts
            yield provider, mode, rule(kind, None, provider, mode, hosts, known.switches, known.generation)


def _shape(workspace: Workspace, provider: Provider, mode: CallMode, ruling: Ruling) -> dict[str, str]:
    known = workspace.context()
    return {
        "generation": known.generation,
        "account": known.account.kind.value,
        "provider": provider.value,
        "way": mode.value,
        "verdict": ruling.verdict.value,
        "reason": ruling.reason,
        "way_out": ruling.fix,
        "document": ruling.source,
    }


def _row_shape(row: Row) -> dict[str, str]:
    return {
        "generation": row.generation,
        "account": row.account.value,
        "provider": row.provider.value,
        "way": row.mode.value,
        "verdict": row.verdict.value,
        "reason": row.reason,
        "way_out": row.fix,
        "document": row.source,
    }


def _tell(rows: list[dict[str, str]], as_json: bool) -> None:
    from tui.cli.telling import tell, tell_json

    if as_json:
        tell_json({"capabilities": rows})
        return
    for row in rows:
        why = f"  {row['reason']} {row['way_out']}" if row["reason"] else ""
        account = f"{row['generation']}  {row['account']:<16}"
        tell(f"{account}  {row['provider']:<18}  {row['way']:<6}  {row['verdict']}{why}".rstrip())
