"""Phone numbers of calls: in which country each is, and what to dial to be in the call at once.

A number is only ever shown or dialled as its digits; what else a provider wrote beside it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tui.domain.patterns import pattern

COUNTRIES = {
    "1": "United States, Canada",
    "20": "Egypt",
    "27": "South Africa",
    "30": "Greece",
    "31": "Netherlands",
    "32": "Belgium",
    "33": "France",
    "34": "Spain",
    "351": "Portugal",
    "352": "Luxembourg",
    "353": "Ireland",
    "354": "Iceland",
    "358": "Finland",
    "36": "Hungary",
    "370": "Lithuania",
    "371": "Latvia",
    "372": "Estonia",
    "380": "Ukraine",
    "385": "Croatia",
    "386": "Slovenia",
    "39": "Italy",
    "40": "Romania",
    "41": "Switzerland",
    "420": "Czechia",
    "421": "Slovakia",
    "43": "Austria",
    "44": "United Kingdom",
    "45": "Denmark",
    "46": "Sweden",
    "47": "Norway",
    "48": "Poland",
    "49": "Germany",
    "52": "Mexico",
    "54": "Argentina",
    "55": "Brazil",
    "56": "Chile",
    "57": "Colombia",
    "60": "Malaysia",
    "61": "Australia",
    "62": "Indonesia",
    "63": "Philippines",
    "64": "New Zealand",
    "65": "Singapore",
    "66": "Thailand",
    "7": "Russia, Kazakhstan",
    "81": "Japan",
    "82": "South Korea",
    "84": "Vietnam",
    "852": "Hong Kong",
    "86": "China",
    "886": "Taiwan",
    "90": "Türkiye",
    "91": "India",
    "971": "United Arab Emirates",
    "972": "Israel",
}
"""Countries by their calling code, those in which call services have numbers."""
_NUMBER = pattern(r"\+?[0-9(][0-9 ().\-]{4,}[0-9]")
_NO_DIGIT = pattern(r"[^0-9]")
_LONGEST_CODE = 3


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is read and as it is dialled."""

    shown: str
    dialled: str
    """Digits, with a plus before them where the number says its country."""
    country: str = ""
    """Empty where nobody knows."""


def phone_of(text: str) -> Phone | None:
    """The number in a text such as `tel:+44 20 7946 0241,,812#`, or None where there is none."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    shown = found[0].strip()
    digits = _NO_DIGIT.sub("", shown)
    if not 5 <= len(digits) <= 15:
        return None
    if not shown.startswith("+"):
        return Phone(shown, digits)
    codes = (digits[:length] for length in range(_LONGEST_CODE, 0, -1))
    country = next((COUNTRIES[code] for code in codes if code in COUNTRIES), "")
    return Phone(shown, f"+{digits}", country)


def phones_by_country(texts: Iterable[str]) -> tuple[Phone, ...]:
    """Each number once; countries by name, those of no known country last."""
    phones = {phone.dialled: phone for text in texts if (phone := phone_of(text)) is not None}
    return tuple(sorted(phones.values(), key=lambda phone: (not phone.country, phone.country, phone.dialled)))


def one_tap(phone: Phone, code: str, pin: str = "") -> str:
    """What a phone dials to be in the call: the number, then a pause, a code and a hash for each code."""
    asked = [_NO_DIGIT.sub("", said) for said in (code, pin)]
    return phone.dialled + "".join(f",,{digits}#" for digits in asked if digits)


def spaced(code: str) -> str:
    """A code as it is read out: digits in groups of three or four, others as they are."""
    digits = re.sub(r"[ -]", "", code)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) < 5:
        return code
    if len(digits) > 9:
        return f"{digits[:3]} {digits[3:-4]} {digits[-4:]}"
    groups = [digits[max(end - 3, 0) : end] for end in range(len(digits), 0, -3)]
    return " ".join(reversed(groups))
