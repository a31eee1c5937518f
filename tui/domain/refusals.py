"""Why a draft was declined, as it is kept with the draft: the words are there at the next start, too."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.errors import ApiError, CallsheetError, Refused


@dataclass(frozen=True, slots=True)
class Refusal:
    """The words of an error, and the service's own."""

    what: str
    means: str = ""
    next_step: str = ""
    server_words: str = ""
    request_id: str = ""

    @classmethod
    def of(cls, error: CallsheetError) -> Refusal:
        """What is kept of an error."""
        own = (error.server_words, error.request_id) if isinstance(error, ApiError) else ("", "")
        return cls(error.what, error.means, error.next_step, *own)

    def error(self) -> Refused:
        """The error again, as far as it was kept."""
        return Refused(
            self.what,
            means=self.means,
            next_step=self.next_step,
            server_words=self.server_words,
            request_id=self.request_id,
        )
