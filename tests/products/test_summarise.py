"""The key messages: harm first, silence named as silence, and the limits of the data among them."""

from __future__ import annotations

from dataclasses import replace

from tests.products.sample import assessment, figures, harm, quiet
from tutela.account.products.rules.figures import UNKNOWN_FIGURES, Comparison, Trend
from tutela.account.products.rules.messages import Message, coarse_share, key_messages, reviews_due, worst_areas
from tutela.account.products.rules.provenance import DataLimits


def test_it_gives_six_messages_for_a_full_quarter() -> None:
    assert key_messages(assessment()) == (
        Message.HARM_AND_CHANGE,
        Message.WHERE,
        Message.TOP_THREAT,
        Message.NEAR_BASES,
        Message.OUTLOOK,
        Message.WEAK_DATA,
    )


def test_it_says_that_nothing_is_recorded_and_that_nothing_is_ranked() -> None:
    assert key_messages(quiet()) == (Message.NO_INCIDENT, Message.NO_THREAT_RANKED)


def test_it_tells_a_quarter_without_data_from_a_quarter_without_incidents() -> None:
    uncovered = Trend(Comparison(UNKNOWN_FIGURES, figures(3, 4), figures(3, 4)))
    assert key_messages(replace(quiet(), trend=uncovered))[0] is Message.NOT_COVERED


def test_it_names_missing_breakdown_when_places_are_known_well_enough() -> None:
    content = replace(assessment(), limits=DataLimits(100, 9), harm=harm())
    assert key_messages(content)[-1] is Message.NO_BREAKDOWN


def test_it_measures_coarse_places_only_when_they_were_counted() -> None:
    assert coarse_share(assessment()) == 13 / 96
    assert coarse_share(quiet()) is None
    assert coarse_share(replace(quiet(), limits=DataLimits(12))) is None


def test_it_names_only_areas_where_civilians_died() -> None:
    assert [area.name for area in worst_areas(assessment())] == ["Hestia North", "Nerith", "Dossel"]
    assert worst_areas(quiet()) == ()


def test_it_counts_the_reviews_that_are_due() -> None:
    assert reviews_due(assessment()) == 2
