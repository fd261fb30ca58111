"""One way to write a telephone number, however it was typed, so that the same number is found again.

Numbers are read with the numbering plans of the mission's countries. What no plan knows (a short code, a radio, an
invented country) is kept as its digits: it is then found when it is typed the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

FEWEST_DIGITS = 5
MOST_NUMBERS = 10
_PARTED = re.compile(r"[,;/\n|]|\s(?:or|ou)\s", re.IGNORECASE)
# Codes of three letters, which files and missions use, beside those of two that numbering plans go by: the countries
# of peacekeeping and their neighbours, and the larger languages' others.
_TWO_LETTERS = dict(
    pair.split(":")
    for pair in (
        "AGO:AO BDI:BI BEN:BJ BFA:BF BWA:BW CAF:CF CIV:CI CMR:CM COD:CD COG:CG COM:KM CPV:CV CYP:CY DJI:DJ DOM:DO "
        "DZA:DZ EGY:EG ERI:ER ESH:EH ETH:ET GAB:GA GHA:GH GIN:GN GMB:GM GNB:GW GNQ:GQ HTI:HT IND:IN IRN:IR IRQ:IQ "
        "ISR:IL JOR:JO KEN:KE LBN:LB LBR:LR LBY:LY LSO:LS MAR:MA MDG:MG MLI:ML MOZ:MZ MRT:MR MWI:MW NAM:NA NER:NE "
        "NGA:NG PAK:PK PSE:PS RWA:RW SAU:SA SDN:SD SEN:SN SLE:SL SOM:SO SSD:SS STP:ST SWZ:SZ SYR:SY TCD:TD TGO:TG "
        "TLS:TL TUN:TN TUR:TR TZA:TZ UGA:UG XKX:XK YEM:YE ZAF:ZA ZMB:ZM ZWE:ZW AFG:AF ARM:AM AZE:AZ BGD:BD COL:CO "
        "GEO:GE GTM:GT HND:HN KHM:KH LKA:LK MMR:MM NPL:NP PHL:PH SLV:SV UKR:UA VEN:VE FRA:FR GBR:GB USA:US CAN:CA"
    ).split()
)


def numbers_in(text: str, countries: Sequence[str]) -> tuple[str, ...]:
    """Return the telephone numbers in a text, each in its one way of writing, the first ten.

    `countries` are the mission's ISO codes, two letters or three. A number of a known plan comes as +COUNTRYNUMBER,
    another as its digits; what has fewer than five digits, or one digit over and
    over, is none.
    """
    found = (_number(part, _regions(countries)) for part in _PARTED.split(_plain_digits(text)))
    return tuple(dict.fromkeys(number for number in found if number))[:MOST_NUMBERS]


def _regions(countries: Sequence[str]) -> list[str]:
    codes = (code.strip().upper() for code in countries)
    return [_TWO_LETTERS.get(code, code) for code in codes if code]


def _plain_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _number(text: str, regions: Sequence[str]) -> str:
    digits = re.sub(r"\D", "", text)
    # What is typed where nobody knows a number, 00000 say, must not make one source of many people.
    if len(digits) < FEWEST_DIGITS or len(set(digits)) == 1:
        return ""
    # Without a country to dial from, two noughts are how most of the world dials out of its own.
    abroad = text if "+" in text else f"+{digits[2:]}" if digits.startswith("00") else ""
    return _by_plan(abroad, text, regions) or digits.removeprefix("00")


def _by_plan(abroad: str, text: str, regions: Sequence[str]) -> str:
    """Return the number as a plan knows it: valid first, then merely possible; nothing when no plan has it."""
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        format_number,
        is_possible_number,
        is_valid_number,
        parse,
    )

    read = []
    for words, region in [(text, region) for region in regions] + ([(abroad, None)] if abroad else []):
        try:
            read.append(parse(words, region))
        except NumberParseException:
            continue
    for is_one in (is_valid_number, is_possible_number):
        for number in read:
            if is_one(number):
                return str(format_number(number, PhoneNumberFormat.E164))
    return ""
