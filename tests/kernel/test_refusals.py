"""A refusal says what is wrong and what to do next, to people and to machines."""

from __future__ import annotations

import pytest

from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tutela.kernel.verdicts import Outcome, Verdict


def test_it_reads_as_two_sentences() -> None:
    refusal = NotFound("There is no such base.", remedy="Import it first.")
    assert str(refusal) == "There is no such base. Import it first."
    assert refusal.as_json() == {
        "code": "not_found",
        "message": "There is no such base.",
        "remedy": "Import it first.",
        "paragraphs": [],
    }


def test_invalid_input_names_each_field_that_is_wrong() -> None:
    refusal = Invalid("Two fields are wrong.", remedy="Mend them.", problems={"name": "It is blank."})
    assert refusal.as_json()["problems"] == {"name": "It is blank."}
    assert "problems" not in Invalid("Wrong.", remedy="Mend it.").as_json()


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        (Refusal, "refused", 409),
        (NotAllowed, "not_allowed", 403),
        (NotFound, "not_found", 404),
        (Stale, "stale", 409),
        (Invalid, "invalid", 422),
    ],
)
def test_codes_and_statuses_do_not_change(kind: type[Refusal], code: str, status: int) -> None:
    assert (kind.code, kind.status) == (code, status)


@pytest.mark.parametrize(
    ("outcome", "allows"),
    [(Outcome.YES, True), (Outcome.OWED, True), (Outcome.NO, False), (Outcome.CANNOT_TELL, False)],
)
def test_what_is_owed_does_not_block(outcome: Outcome, allows: bool) -> None:
    assert Verdict(outcome, ("Because.",), ("P52.1",)).allows is allows
