"""Who told it is blanked in the words that came with it, and ordinary words are left alone."""

from __future__ import annotations

import pytest

from tutela.exchange.doors.masking import masked
from tutela.know.alerts.rules.report import Flag, Report
from tutela.know.sources.rules import Identity, SourceFacts

WHO = SourceFacts(identity=Identity(name="Teba Morlain", phone="+999 555 0142", contact="teba@example.org"))


def report(text: str) -> Report:
    return Report(channel="sms", submission_key="k", text=text)


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("I am Teba Morlain.", "I am […]."),
        ("MORLAIN, TEBA says", "[…] says"),
        ("call 0999-555-0142 now", "call […] now"),
        ("call +999 555-01-42", "call […]"),
        ("write to Teba@Example.org", "write to […]"),
    ],
)
def test_what_the_vault_holds_is_blanked(text: str, blanked: str) -> None:
    found = masked(report(text), WHO)
    assert (found.text, found.flags) == (blanked, (Flag.POSSIBLE_NAME,))


@pytest.mark.parametrize(
    "text",
    ["Teba saw it", "40 people at 05:30 on 14.05.2031", "call +999 555 9999", "other@example.org", "", "Morlainville"],
)
def test_other_words_stay(text: str) -> None:
    assert masked(report(text), WHO) == report(text)


def test_a_single_name_is_blanked_only_as_it_is_written() -> None:
    who = SourceFacts(identity=Identity(name="Blanche"))
    assert masked(report("une voiture blanche"), who).text == "une voiture blanche"
    assert masked(report("Signé Blanche"), who).text == "Signé […]"


def test_the_place_and_the_actor_are_looked_at_too() -> None:
    told = Report(
        channel="sms", submission_key="k", text="x", place_name="house of Teba Morlain", actor_name="Teba Morlain"
    )
    found = masked(told, WHO)
    assert (found.place_name, found.actor_name) == ("house of […]", "[…]")


def test_without_a_source_nothing_is_blanked() -> None:
    assert masked(report("I am Teba Morlain"), None) == report("I am Teba Morlain")


def test_mails_lose_every_address_and_every_sender() -> None:
    found = masked(report("Ansa Relu, a.b@example.org"), None, names=["Ansa Relu"], all_addresses=True)
    assert found.text == "[…], […]"
