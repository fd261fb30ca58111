"""An issued assessment is what was read as a draft, goes to somebody, and is never changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.people import MISSION, People
from tests.products_app.scene import recorded_quarter
from tutela.account.products.commands import issue_assessment, prepare_assessment, revise_assessment
from tutela.account.products.commands.preparing import AlreadyIssued
from tutela.account.products.models import Product
from tutela.account.products.queries import Wording, assessment_due, content_of, product_file, product_named, products
from tutela.account.products.rules.content import AuthorText
from tutela.kernel.periods import Quarter
from tutela.kernel.refusals import Invalid, NotFound, Stale
from tutela.ledger.queries import last_event, payload

QUARTER = Quarter(2031, 1)
WORDS = Wording(key_points=(AuthorText("Watch the road.", "POC Adviser", "en"),))


def draft(people: People) -> Product:
    recorded_quarter(people)
    return prepare_assessment(actor=people.in_charge.actor, clock=people.clock, quarter=QUARTER)


def issued(people: People, product: Product, **more: object) -> Product:
    given: dict[str, object] = {"key": product.pk, "expected_version": product.version, "recipients": ("leadership",)}
    return issue_assessment(
        actor=people.in_charge.actor,
        clock=people.clock,
        **{**given, **more},  # type: ignore[arg-type]
    )


def test_it_issues_what_was_read(people: People) -> None:
    product = draft(people)
    before = content_of(people.in_charge.actor, product)
    after = content_of(people.in_charge.actor, issued(people, product))
    assert before is not None
    assert after is not None
    assert replace(after, is_draft=True, version=before.version, ledger=before.ledger) == before
    assert not after.is_draft


def test_the_entry_names_version_digest_and_recipients(people: People) -> None:
    product = issued(people, draft(people))
    entry = last_event(MISSION, "account.products.assessment_issued")
    assert entry is not None
    assert payload(entry) == {
        "digest": product.digest,
        "quarter": "2031Q1",
        "recipients": ["leadership"],
        "version": 2,
    }
    assert entry.cites == '["P77.5","P77.6","P77.7"]'


def test_it_is_never_changed_afterwards(people: People) -> None:
    product = issued(people, draft(people))
    with pytest.raises(AlreadyIssued):
        issued(people, product)
    with pytest.raises(AlreadyIssued):
        revise_assessment(
            actor=people.in_charge.actor, clock=people.clock, key=product.pk, expected_version=2, wording=WORDS
        )


def test_it_refuses_to_go_to_nobody(people: People) -> None:
    product = draft(people)
    with pytest.raises(Invalid):
        issued(people, product, recipients=())
    assert product_named(people.in_charge.actor, product.reference).status == "draft"  # type: ignore[union-attr]


def test_it_refuses_a_draft_that_changed_since_it_was_read(people: People) -> None:
    product = draft(people)
    revise_assessment(
        actor=people.in_charge.actor, clock=people.clock, key=product.pk, expected_version=1, wording=WORDS
    )
    with pytest.raises(Stale):
        issued(people, product, expected_version=1)


def test_people_elsewhere_do_not_know_of_it(people: People) -> None:
    product = draft(people)
    with pytest.raises(NotFound):
        issue_assessment(
            actor=people.outsider.actor, clock=people.clock, key=product.pk, expected_version=1, recipients=("x",)
        )


def test_a_reader_sees_it_only_once_it_is_issued(people: People) -> None:
    product = draft(people)
    assert list(products(people.colleague.actor)) == []
    issued(people, product)
    assert [row.reference for row in products(people.colleague.actor)] == [product.reference]


def test_the_quarterly_rhythm_is_told_from_what_was_issued(people: People) -> None:
    today = people.clock.now().date()
    waiting = assessment_due(people.in_charge.actor, today=today, due_days=30)
    assert (waiting.quarter, waiting.due_on.isoformat(), waiting.issued) == (QUARTER, "2031-04-30", None)
    product = issued(people, draft(people))
    assert assessment_due(people.in_charge.actor, today=today, due_days=30).issued == product


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_version_always_gives_the_same_bytes(people: People, kind: str) -> None:
    product = issued(people, draft(people))
    files = [product_file(people.in_charge.actor, product, language="fr", kind=kind) for _ in range(2)]
    assert files[0].body == files[1].body
    assert files[0].name == f"orvane-threat-assessment-2031Q1-fr.{kind}"


def test_there_is_no_file_in_another_format(people: People) -> None:
    product = draft(people)
    with pytest.raises(NotFound):
        product_file(people.in_charge.actor, product, language="en", kind="exe")
    with pytest.raises(NotFound):
        product_file(people.outsider.actor, product, language="en", kind="pdf")
