"""How an editor ends: saved, kept, discarded, or overtaken by someone else's change.

The form stays as it was until a save has gone through; a screen that was left is never touched again.
"""

from __future__ import annotations

from textual import on

from tui.domain.events import Event
from tui.domain.scope_words import UNDIVIDED, link_to_renew, say_reach
from tui.domain.scoping import Scope, for_all, for_following, is_one_of_a_series, remade
from tui.ui import paint
from tui.ui.screens import editor_questions as questions
from tui.ui.screens.editor_answers import AnsweredScreen
from tui.ui.screens.editor_keeper import Keeper
from tui.ui.screens.scope import ScopeAnswer, ScopeScreen


class LeavingScreen(AnsweredScreen):
    """The part of the editor that asks before it saves or leaves."""

    # Saving

    def do_editor_save(self) -> None:
        """Send it; the form waits, the app does not."""
        self._another = False
        self._save_as_it_is()

    def do_editor_another(self) -> None:
        """Send it, and begin another when it is saved."""
        self._another = True
        self._save_as_it_is()

    def _save_as_it_is(self) -> None:
        if self.unchanged:
            paint.notice(self.app, "Nothing was changed, so nothing was sent.")
            self._leave(forget=True)
        elif self.checked.anew:
            question = questions.anew(self.draft)
            self.app.push_screen(question, self._anew)
        elif self.checked.taken and self.has_class("-narrow"):
            self.app.push_screen(questions.taking(self.checked.taken), self._taking)
        else:
            self._save()

    def _save(self) -> None:
        """Send it, once it is known how far it reaches."""
        if is_one_of_a_series(self.draft) and self.draft.original is not None:
            self._looking = True
            self._wait()
            self.keeper.look_up(self.draft.original)
        else:
            self._send(self.draft)

    def _taking(self, answer: str | None) -> None:
        if answer == "take":
            self._save()
        else:
            self.go_to(None)

    def _anew(self, answer: str | None) -> None:
        if answer == "anew":
            self._send_instead(remade(self.draft))
        else:
            self.go_to(None)

    @on(Keeper.SeriesFound)
    def _series_found(self, news: Keeper.SeriesFound) -> None:
        if not self._looking:
            return
        self._go_on()
        self.review()
        context = self.edits.context()
        series = news.series
        meanings = {scope: tuple(say_reach(scope, self.draft, series, context)) for scope in Scope}
        why_not = "" if meanings[Scope.FOLLOWING] else UNDIVIDED
        if news.error is not None:
            why_not = f"The series itself cannot be read. {news.error.sentences()}"
        question = ScopeScreen(meanings, why_not=why_not, link=link_to_renew(self.draft, context))
        self.app.push_screen(question, lambda answer: self._scoped(answer, series))

    def _scoped(self, answer: ScopeAnswer | None, series: Event | None) -> None:
        context = self.edits.context()
        match answer:
            case ScopeAnswer(Scope.THIS):
                self._send(self.draft)
            case ScopeAnswer(Scope.ALL) if series is not None:
                self._send_instead(for_all(self.draft, series, context))
            case ScopeAnswer(Scope.FOLLOWING, fresh) if series is not None:
                self._send_instead(for_following(self.draft, series, context, fresh_link=fresh))
            case _:
                self.go_to(None)

    # Leaving

    def do_editor_leave(self) -> None:
        """Leave; asks when something was changed."""
        if self._looking:
            self._go_on()
            self.review()
            self.go_to(None)
        elif self.sending:
            paint.notice(self.app, "Still sending; you are told when it is done.")
            self._leave_sending(self.draft)
        elif self.draft == self.as_opened:
            if self.was_queued and any(kept.id == self.draft.id for kept in self.edits.drafts()):
                self.keeper.queue(self.as_opened)
            self._leave(forget=not self._was_kept)
        else:
            self.app.push_screen(questions.leaving(), self._leaving)

    def _leaving(self, answer: str | None) -> None:
        match answer:
            case "keep":
                self.keeper.keep(self.draft)
                paint.notice(self.app, "Kept as a draft.")
                self._leave(forget=False)
            case "discard" if self.was_queued:
                self.keeper.queue(self.as_opened)
                paint.notice(self.app, "It waits for a connection as it was.")
                self._leave(forget=False)
            case "discard":
                self._leave(forget=True)
