"""Numbers to dial into a call are read, grouped by country, and made ready for a phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.dialling import Phone, one_tap, phone_of, phones_by_country, spaced

LONDON = Phone("+44 20 7946 0241", "+442079460241", "United Kingdom")


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+44 20 7946 0241", LONDON),
        ("tel:+44 20 7946 0241,,812345#", LONDON),
        ("(GB) +44 20 7946 0241", LONDON),
        ("+1 (650) 735-3845", Phone("+1 (650) 735-3845", "+16507353845", "United States, Canada")),
        ("+351 21 000 0000", Phone("+351 21 000 0000", "+351210000000", "Portugal")),
        ("020 7946 0241", Phone("020 7946 0241", "02079460241")),
        ("+999 123 456", Phone("+999 123 456", "+999123456")),
        ("", None),
        ("ask Grace", None),
        ("+44", None),
        ("1" * 40, None),
    ],
)
def test_a_number_is_found_in_what_the_provider_wrote(text: str, phone: Phone | None) -> None:
    assert phone_of(text) == phone


def test_numbers_stand_by_country_and_each_once() -> None:
    texts = ["020 7946 0241", "+44 20 7946 0241", "+33 1 70 99 00 00", "tel:+442079460241"]
    assert [(one.country, one.dialled) for one in phones_by_country(texts)] == [
        ("France", "+33170990000"),
        ("United Kingdom", "+442079460241"),
        ("", "02079460241"),
    ]


def test_a_phone_dials_number_code_and_pin() -> None:
    assert one_tap(LONDON, "", "274 362 009") == "+442079460241,,274362009#"
    assert one_tap(LONDON, "812 3456 789", "4711") == "+442079460241,,8123456789#,,4711#"
    assert one_tap(LONDON, "abc-defg-hij") == "+442079460241"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("8123456789", "812 345 6789"),
        ("81234567890", "812 3456 7890"),
        ("274362009", "274 362 009"),
        ("27436", "27 436"),
        ("4711", "4711"),
        ("abc-defg-hij", "abc-defg-hij"),
        ("812 3456 7890", "812 3456 7890"),
    ],
)
def test_a_code_is_grouped_as_it_is_read_out(code: str, said: str) -> None:
    assert spaced(code) == said


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_none_and_only_digits_are_dialled(text: str) -> None:
    phone = phone_of(text)
    assert phone is None or phone.dialled.removeprefix("+").isdigit()
    assert "".join(spaced(text).split()) in ("".join(text.split()), "".join(text.split()).replace("-", ""))
