"""People's words go into a draft as a new version; the earlier versions stay."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import People
from tests.products_app.scene import record, recorded_quarter, told
from tutela.account.products.commands import prepare_assessment, revise_assessment
from tutela.account.products.models import Product
from tutela.account.products.queries import Wording, content_of, versions_of
from tutela.account.products.rules.content import AuthorText
from tutela.kernel.periods import Quarter
from tutela.kernel.refusals import Stale

WORDS = Wording(context=(AuthorText("La trêve a pris fin.", "Conseil", "fr"),))


def revised(people: People, product: Product, version: int, **more: bool) -> Product:
    return revise_assessment(
        actor=people.in_charge.actor,
        clock=people.clock,
        key=product.pk,
        expected_version=version,
        wording=WORDS,
        **more,
    )


@pytest.fixture
def product(people: People) -> Product:
    recorded_quarter(people)
    return prepare_assessment(actor=people.in_charge.actor, clock=people.clock, quarter=Quarter(2031, 1))


def test_words_make_a_new_version_and_keep_the_figures(people: People, product: Product) -> None:
    record(people, told("late", date(2031, 2, 5), 50))
    after = content_of(people.in_charge.actor, revised(people, product, 1))
    assert after is not None
    assert (after.version, after.context, after.trend.overall.now.civilians) == (2, WORDS.context, 7.0)


def test_counting_again_takes_in_what_has_come_since(people: People, product: Product) -> None:
    record(people, told("late", date(2031, 2, 5), 50))
    after = content_of(people.in_charge.actor, revised(people, product, 1, renew=True))
    assert after is not None
    assert after.trend.overall.now.civilians == 57.0


def test_every_version_is_kept(people: People, product: Product) -> None:
    revised(people, product, 1)
    assert [row.version for row in versions_of(people.in_charge.actor, product)] == [2, 1]
    assert versions_of(people.outsider.actor, product) == []


def test_the_slower_of_two_is_refused(people: People, product: Product) -> None:
    revised(people, product, 1)
    with pytest.raises(Stale):
        revised(people, product, 1)
