"""`callsheet keys`: every key there is, as the settings make them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from tui.ui.actions import Action


@click.command("keys")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--keymap", default="", metavar="NAME", help="Another preset: default, vim, calcurse.")
@click.pass_obj
def keys(ground: Ground, as_json: bool, keymap: str) -> None:
    """Print the keys, by the place they are listened to in; ids are what [keys] in config.toml goes by."""
    from tui.cli.telling import remark, tell, tell_json
    from tui.ui.actions import ACTIONS, Scope
    from tui.ui.keymaps import PRESETS, keymap_of
    from tui.ui.keys import keys_of, shown_key

    settings = ground.settings()
    if keymap and keymap not in PRESETS:
        raise click.BadParameter(f"there are {', '.join(PRESETS)}", param_hint="--keymap")
    own, complaints = (dict(PRESETS[keymap]), []) if keymap else keymap_of(settings)
    for complaint in complaints:
        remark(f"callsheet: {complaint}")
    if as_json:
        tell_json({"keymap": keymap or settings.keymap, "keys": [_row(action, own) for action in ACTIONS]})
        return
    places = list(Scope)
    ordered = sorted(ACTIONS, key=lambda action: places.index(action.where))
    for place, actions in groupby(ordered, lambda action: action.where):
        tell(place.value)
        for action in actions:
            shown = " ".join(shown_key(key) for key in keys_of(action, own))
            tell(f"  {shown:<16} {action.id:<22} {action.help}")


def _row(action: Action, keymap: Mapping[str, str]) -> dict[str, object]:
    from tui.ui.keys import keys_of

    return {
        "id": action.id,
        "keys": list(keys_of(action, keymap)),
        "where": action.where.value,
        "does": action.help,
        "changed": action.id in keymap,
    }
