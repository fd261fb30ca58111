"""How rule files are read, and what is said of them in each language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tutela.policy.cases import duty_cases
from tutela.policy.catalogue import demand_from, demands, errata, natural, sections
from tutela.policy.duties import Book, Standing, State, duties, duty_from, fold, standing_of
from tutela.policy.duties import books as books_module
from tutela.policy.duties.rules import EXCUSED, PARAMETER_SET
from tutela.policy.duties.standing import limits
from tutela.policy.facts import Fact, pattern_from
from tutela.policy.tables import joined, tables_in

WHOLE = {
    "kind": "obligation", "weight": 3, "addressees": ["mission"], "paragraph": "1", "disposition": "record",
    "capability": "x", "text": {"en": "One."}, "evidence": {"en": "Two"},
}  # fmt: skip
DUTY = {
    "kind": "rolling", "wing": "account", "en": "x", "fr": "y", "cites": ["P1.1"], "posts": ["jmac_analyst"],
    "satisfied": ["deed:x"], "every": "due_soon_days",
}  # fmt: skip
BEGAN = datetime(2031, 1, 1, tzinfo=UTC)


def test_tables_of_all_files_are_read_in_order_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text("[two]\nx = 2\n", encoding="utf-8")
    (tmp_path / "a.toml").write_text("[one]\nx = 1\n", encoding="utf-8")
    (tmp_path / "note.txt").write_text("nothing", encoding="utf-8")
    assert tables_in(tmp_path) == {"one": {"x": 1}, "two": {"x": 2}}
    with pytest.raises(ValueError, match="one is given twice"):
        joined([{"one": 1}, {"one": 2}])


def test_a_demand_speaks_both_languages_and_english_where_it_has_no_other() -> None:
    row = demands()["P77.6"]
    assert row.text("fr-ca") == row.texts["fr"] != row.text("en")
    assert row.text("ar") == row.text("en")
    assert row.rhythm("en")
    assert row.shown_by("fr")
    assert row.is_binding
    assert not demands()["P1.1"].is_binding


def test_sections_and_errata_have_headings_and_readings() -> None:
    assert {section.label("fr") for section in sections()}.isdisjoint({""})
    one = next(iter(errata().values()))
    assert one.defect("fr") != one.defect("en")
    assert one.reading("fr") != one.reading("en")


@pytest.mark.parametrize("broken", [{"kind": "wish"}, {"weight": 4}, {"addressees": []}, {"disposition": "hope"}])
def test_a_table_that_is_no_demand_is_refused(broken: dict[str, object]) -> None:
    assert demand_from("X", "a_purpose", WHOLE).text("en") == "One."
    with pytest.raises(ValueError, match=r"X has no such kind|is not a valid Disposition"):
        demand_from("X", "a_purpose", {**WHOLE, **broken})


def test_ids_sort_as_people_count() -> None:
    assert sorted(["P10.1", "P9.2", "P9.10"], key=natural) == ["P9.2", "P9.10", "P10.1"]


def test_a_duty_speaks_both_languages() -> None:
    duty = duty_from("x", DUTY)
    assert (duty.label("fr-fr"), duty.label("en"), duty.label("ar")) == ("y", "x", "x")


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({"every": ""}, "how long"),
        ({"opens": ["occurrence:x"]}, "opened by events"),
        ({"cites": []}, "cites"),
        ({"link": "vaguely"}, "tied by subject"),
    ],
)
def test_a_table_that_is_no_duty_is_refused(broken: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        duty_from("x", {**DUTY, **broken})


def test_what_names_no_rule_changes_nothing() -> None:
    rules = {"x": duty_from("x", DUTY)}
    strange = [
        Fact(1, PARAMETER_SET, "parameter:none", BEGAN, BEGAN, {"name": "none", "value": 1}),
        Fact(2, EXCUSED, "duty:none", BEGAN, BEGAN, {"duty": "none", "occasion": "x"}),
    ]
    book = fold(strange, as_of=BEGAN, book=Book(rules))
    assert book.values == {}
    assert book.pages["x"].excuses == {}


def test_early_answers_are_forgotten_before_the_book_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books_module, "EARLY", 3)
    monkeypatch.setattr(books_module, "MOST_KINDS", 1)
    told = {key: value for key, value in DUTY.items() if key != "every"}
    rule = duty_from("x", {**told, "kind": "triggered", "within": "due_soon_days", "link": "subject",
                           "opens": ["occurrence:x"]})  # fmt: skip
    facts = [
        Fact(number, "account.duties.deed_recorded", f"R-{number}", BEGAN, BEGAN, {"kind": kind})
        for number, kind in enumerate(["x", "y", "z"] * 4 + ["x"] * 8, start=1)
    ]
    page = fold(facts, as_of=BEGAN, book=Book({"x": rule})).pages["x"]
    assert len(page.early) <= 6
    assert "R-20" in page.early


def test_a_limit_is_told_for_each_open_occasion_or_for_the_round() -> None:
    rule = duty_from("x", DUTY)
    created = Fact(1, "mission.mission_created", "mission:x", BEGAN, BEGAN)
    found = standing_of(fold([created], as_of=BEGAN, book=Book({"x": rule})), rule, BEGAN)
    assert list(limits(found)) == [(BEGAN + timedelta(days=14), "2031-01-15")]
    assert list(limits(Standing(rule, State.MET, ()))) == []
    opened = next(case for case in duty_cases() if case.state == "overdue" and duties()[case.duty].opens)
    standing = standing_of(fold(opened.facts, as_of=opened.as_of), duties()[opened.duty], opened.as_of)
    assert [key for _at, key in limits(standing)] == [one.key for one in standing.open]


def test_the_first_quarter_is_owed_once_it_nears_its_end() -> None:
    told = {key: value for key, value in DUTY.items() if key != "every"}
    rule = duty_from("x", {**told, "kind": "calendar", "within": "assessment_due_days", "period": "quarter"})
    book = fold([Fact(1, "mission.mission_created", "mission:x", BEGAN, BEGAN)], as_of=BEGAN, book=Book({"x": rule}))
    late = BEGAN + timedelta(days=85)
    assert standing_of(book, rule, BEGAN).state is State.NOT_APPLICABLE
    assert (standing_of(book, rule, late).state, standing_of(book, rule, late).occasion) == (State.DUE_SOON, "2031Q1")


def test_a_pattern_asks_for_one_of_a_list() -> None:
    wanted = pattern_from({"event": "x.y", "where": {"to": ["a", "b"], "n": 1}})
    facts = [Fact(1, "x.y", "s", BEGAN, BEGAN, {"to": to, "n": 1}) for to in (["b", "c"], ["c"], "a")]
    assert [wanted.fits(fact) for fact in facts] == [True, False, True]
    assert not wanted.fits(Fact(1, "x.z", "s", BEGAN, BEGAN))


def test_what_was_withdrawn_may_be_said_beforehand() -> None:
    rule = duty_from("x", DUTY)
    done = Fact(1, "account.duties.deed_recorded", "s", BEGAN, BEGAN, {"kind": "x"})
    assert fold(iter([done]), as_of=BEGAN, withdrawn={1}, book=Book({"x": rule})).pages["x"].latest is None
    assert fold(iter([done]), as_of=BEGAN, withdrawn=set(), book=Book({"x": rule})).pages["x"].latest == (BEGAN, 1)


def test_a_ledger_that_holds_nothing_can_tell_nothing() -> None:
    rule = duty_from("x", DUTY)
    assert standing_of(Book({"x": rule}), rule, BEGAN).state is State.CANNOT_TELL
