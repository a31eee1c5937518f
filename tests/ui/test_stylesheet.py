"""The stylesheet: the first screen needs only its first part, and new colours reach everything."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.styles import RulesMap

from tests.driver import SMALL, WIDE, User, story
from tests.ui.walk import AGENDA, ENDS, SHEETS, Step, walk
from tui.ui.screens.help import HelpScreen
from tui.ui.stylesheet import LINE, HouseSheet


def looks(user: User) -> dict[str, RulesMap]:
    screens = user.app.screen_stack
    nodes = (user.app, *(node for one in screens for node in one.walk_children(with_self=True)))
    return {f"{number} {node!r}": node.styles.get_rules() for number, node in enumerate(nodes)}


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_first_screen_looks_the_same_without_what_opens_later(size: tuple[int, int]) -> None:
    async with story(size=size) as user:
        await user.sees("Stand-up")
        before = looks(user)
        user.app.stylesheet.update(user.app)
        assert looks(user) == before


async def test_what_opens_later_is_there_when_it_opens() -> None:
    async with story() as user:
        await user.press("question_mark")
        await user.until(lambda: isinstance(user.app.screen, HelpScreen))
        assert user.app.screen.query_one(".sheet").styles.max_width is not None
        assert LINE not in "".join(source.content for source in user.app.stylesheet.source.values())


PALETTE, EDITOR, PREVIEW = ENDS


@pytest.mark.parametrize(
    ("size", "steps"),
    [(WIDE, (AGENDA, *SHEETS, EDITOR)), (SMALL, (PREVIEW,)), (SMALL, (PALETTE,))],
    ids=["every sheet", "the editor, small", "the palette"],
)
async def test_what_opens_is_styled_once_and_looks_as_if_it_were_twice(
    size: tuple[int, int], steps: tuple[Step, ...]
) -> None:
    async with story(size=size) as user:
        async for step in walk(user, steps):
            before = looks(user)
            for screen in user.app.screen_stack:
                user.app.stylesheet.update(screen)
            assert looks(user) == before, step.name


async def test_new_colours_reach_what_is_on_the_screen() -> None:
    async with story() as user:
        dark = user.app.screen.styles.background
        user.app.theme = "light"
        await user.until(lambda: user.app.screen.styles.background != dark)


def test_nothing_is_parsed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    real = vars(stylesheet)["parse"]

    def parse(scope: str, css: str, *args: Any, **how: Any) -> Any:
        parsed.append(css)
        return real(scope, css, *args, **how)

    monkeypatch.setattr(stylesheet, "parse", parse)
    sheet = HouseSheet(variables={"ink": "red"})
    for number in range(100):
        sheet.add_source(f".c{number} {{ color: $ink; }}", ("", str(number)))
    assert len(sheet.rules) == len(parsed) == 100
    sheet.set_variables({"ink": "red"})
    sheet.reparse()
    assert len(sheet.rules) == len(parsed) == 100
    sheet.set_variables({"ink": "blue"})
    sheet.reparse()
    assert all(rule.styles.color.rgb == (0, 0, 255) for rule in sheet.rules)
