"""What an error answer says: type, message, the provider's own words, the request id.

Any bytes will do: what is not there is empty, and nothing of it is taken for more than words.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from tui.domain.text import clean
from tui.nylas.setbacks import Answer


class _Error(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, hide_input_in_errors=True)
    type: str | None = None
    message: str | None = None
    provider_error: object = None


class _Envelope(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, hide_input_in_errors=True)
    error: _Error
    request_id: str | None = None


class _Bare(BaseModel):
    """The older generation's error: the same two words without an envelope."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, hide_input_in_errors=True)
    type: str
    message: str


class Said:
    """An error answer, read as far as it can be; every text is cleaned."""

    def __init__(self, answer: Answer) -> None:
        envelope = _read(answer.body)
        error = envelope.error if envelope else _Error()
        self.status = answer.status
        self.is_api = envelope is not None
        self.kind = clean(error.type or "", limit=100)
        self.words = clean(error.message or "", limit=500)
        self.provider_words = clean(_provider_words(error.provider_error), limit=500)
        self.provider_code = _provider_code(error.provider_error)
        self.request_id = request_id_of(answer, envelope.request_id if envelope else None)

    @property
    def short_kind(self) -> str:
        """The type without its optional prefix: both `api.x` and `x` are in use."""
        return self.kind.rsplit(".", 1)[-1]

    @property
    def all_words(self) -> str:
        """The API's sentence, with the provider's own behind it where it adds anything."""
        if not self.provider_words or self.provider_words.casefold() in self.words.casefold():
            return self.words
        return f"{self.words} ({self.provider_words})" if self.words else self.provider_words

    @property
    def provider_declined(self) -> bool:
        """Whether the provider itself answered no, which the API hands on as a failure of its own."""
        clear = 400 <= self.provider_code < 500 and self.provider_code not in (408, 429)
        return clear and "partial" not in self.kind

    @property
    def about_grant(self) -> bool:
        """Whether it is the account that is missing or unwell, not an event or calendar of it."""
        told = f"{self.kind} {self.words}".casefold()
        return self.kind.startswith("grant.") or "grant" in told

    def quoted(self) -> str:
        """The words in quotation marks, or the bare status where there are none."""
        return f"“{self.all_words}”" if self.all_words else f"status {self.status}"


def _read(body: bytes) -> _Envelope | None:
    try:
        return _Envelope.model_validate_json(body)
    except ValidationError:
        pass
    try:
        bare = _Bare.model_validate_json(body)
    except ValidationError:
        return None
    return _Envelope(error=_Error(type=bare.type, message=bare.message))


def _provider_words(error: object, depth: int = 0) -> str:
    """The provider's message, wherever it nests it: a string, `{message}` or `{error: {message}}`."""
    if isinstance(error, str):
        return error
    if not isinstance(error, dict) or depth > 3:
        return ""
    said = error.get("message")
    return said if isinstance(said, str) and said else _provider_words(error.get("error"), depth + 1)


def _provider_code(error: object, depth: int = 0) -> int:
    """The provider's own status, 0 where it gives none."""
    if not isinstance(error, dict) or depth > 3:
        return 0
    code = error.get("code")
    return code if isinstance(code, int) else _provider_code(error.get("error"), depth + 1)


def request_id_of(answer: Answer, in_body: str | None = None) -> str:
    """The id to quote to the API's support, from the body or the headers."""
    found = in_body or answer.headers.get("x-request-id") or answer.headers.get("request-id") or ""
    return clean(found, limit=120)
