"""The statement of compliance: the whole picture of a past day, the same bytes each time, nothing left unsaid."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from docx.oxml.ns import qn

from tests.page_access import PageAccess, stripped_of, text_of
from tests.people import MISSION, NOW, People, put_in_post, sign_in
from tutela.access.permissions import Permission
from tutela.account.duties.commands import excuse_duty, record_deed
from tutela.account.duties.queries import standings_for
from tutela.account.duties.queries.statements.content import Statement
from tutela.account.duties.queries.statements.document import compose, statement_file
from tutela.account.duties.queries.statements.gathering import statement_for
from tutela.act.decisions.commands import record_decision
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.ledger.queries import ledger_head
from tutela.mission.commands import set_parameter, set_profile
from tutela.policy.duties import State, duties
from tutela.web.components.documents.formats import Format

FONTS = Path(settings.FONT_DIR)
LATER = timedelta(days=200)


def acting(people: People) -> dict[str, Any]:
    return {"actor": people.in_charge.actor, "clock": people.clock}


def made(people: People, days: int = 0) -> Statement:
    now = people.clock.now()
    return statement_for(people.in_charge.actor, day=now.date() - timedelta(days=days), now=now)


def words_of(statement: Statement, language: str = "en") -> str:
    """Return all that a statement says, as one text."""
    root = docx.Document(io.BytesIO(statement_file(statement, language, Format.DOCX, FONTS).body)).element
    return " ".join(part.text or "" for part in root.iter(qn("w:t")))


def lived(people: People) -> Statement:
    """Let a mission without police set a number, do one thing, and excuse another."""
    set_profile(**acting(people), part="police", is_absent=True, covered_by="", reason="None were sent.")
    set_parameter(**acting(people), name="forum_days", value=20, reason="Roads close in the rains.")
    people.clock.advance(LATER)
    record_deed(**acting(people), kind="forum_met_at_headquarters", done_on=people.clock.now().date(), evidence="M-1")
    found = {one.duty.name: one for one in standings_for(people.in_charge.actor, people.clock.now())}
    occasion = found["threat_ranking_reviewed"].occasion
    head = put_in_post(MISSION, "head_of_mission", people.clock)
    excuse_duty(
        actor=head.actor,
        clock=people.clock,
        duty="threat_ranking_reviewed",
        occasion=occasion,
        reason="The roads were cut.",
    )
    return made(people)


@pytest.fixture
def statement(people: People) -> Statement:
    """Return the statement of a mission that lived a while."""
    return lived(people)


def test_every_duty_stands_in_it_once(statement: Statement) -> None:
    assert sorted(one.duty.name for one in statement.standings) == sorted(duties())
    text = words_of(statement)
    assert [rule.name for rule in duties().values() if rule.label("en").rstrip(".") not in text] == []


def test_it_names_mission_day_post_and_the_head_of_the_ledger_then(people: People, statement: Statement) -> None:
    text, head = words_of(statement), ledger_head(MISSION)
    for words in (
        "Mission in Orvane",
        "30 Nov 2031",
        "Protection of Civilians Adviser",
        f"{head.sequence}:{head.hash}",
    ):
        assert words in text


def test_what_was_tailored_is_said_with_its_reason_and_its_duties(statement: Statement) -> None:
    (police,) = statement.tailored
    assert (police.part, police.stand_in, police.reason) == ("police", "", "None were sent.")
    assert {name for name, _still in police.silenced} == {one.name for one in duties().values() if one.part == "police"}
    assert "None were sent." in words_of(statement)


def test_what_was_excused_is_said_with_its_reason(statement: Statement) -> None:
    (excused,) = statement.excused
    assert (excused.duty, excused.reason) == ("threat_ranking_reviewed", "The roads were cut.")
    assert "The roads were cut." in words_of(statement)


def test_numbers_of_the_mission_are_marked_as_its_own(statement: Statement) -> None:
    text = words_of(statement)
    assert "Set by the mission, not by the policy" in text
    assert "Roads close in the rains." in text
    assert {one.name for one in statement.settings if not one.is_default} == {"forum_days"}


def test_it_says_with_a_number_what_the_software_does_not_answer(statement: Statement) -> None:
    held = statement.coverage
    assert held.answered + held.partly + held.open + held.read == 918
    assert f"{held.open} it does not answer yet" in words_of(statement)


def test_an_earlier_day_tells_nothing_of_what_came_later(people: People) -> None:
    lived(people)
    earlier = made(people, days=150)
    assert earlier.head < made(people).head
    assert earlier.excused == ()
    assert earlier.as_of.isoformat() == "2031-07-03T23:59:59.999999+00:00"
    assert made(people, days=201).tailored == ()


@pytest.mark.parametrize("kind", Format)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_past_day_gives_the_same_bytes_whatever_came_since(people: People, kind: Format, language: str) -> None:
    lived(people)
    day = (people.clock.now() - timedelta(days=20)).date()
    before = statement_for(people.in_charge.actor, day=day, now=people.clock.now())
    people.clock.advance(timedelta(days=3))
    set_profile(**acting(people), part="ddr", is_absent=True, covered_by="", reason="Gone.")
    after = statement_for(people.in_charge.actor, day=day, now=people.clock.now())
    assert statement_file(before, language, kind, FONTS) == statement_file(after, language, kind, FONTS)


def test_the_pdf_is_tagged_and_names_its_language(statement: Statement) -> None:
    from tests.products.test_render import unpacked

    file = statement_file(statement, "fr", Format.PDF, FONTS)
    opened = unpacked(file.body)
    assert file.name == "orvane-compliance-2031-11-30-fr.pdf"
    assert b"pdfuaid:part" in opened
    assert b"/Lang (fr)" in opened or b"/Lang(fr)" in opened


def test_it_reads_in_french_too(statement: Statement) -> None:
    text = words_of(statement, "fr")
    for words in ("Déclaration de conformité", "Fixé par la mission, non par la politique", "En retard"):
        assert words in text
    assert [title for title in ("Each duty", "Overdue", "Limit", "nobody covers") if title in text] == []


def test_what_is_owed_after_a_decision_is_told_as_it_stood_then(people: People) -> None:
    record_decision(
        **acting(people), gate="support_outside_forces", is_imminent=True, held=(), reason="Fire came close."
    )
    people.clock.advance(timedelta(days=40))
    late = made(people)
    assert late.decisions is not None
    (decision,) = late.decisions
    assert all(owed.is_late and owed.supplied_at is None for owed in decision.owed)
    assert "OVERDUE since" in words_of(late)
    assert not any(owed.is_late for owed in (made(people, days=40).decisions or ())[0].owed)


def test_a_day_to_come_is_refused(people: People) -> None:
    with pytest.raises(Invalid, match="still to come"):
        made(people, days=-1)


def test_whoever_may_not_read_duties_gets_none(people: People) -> None:
    actor = stripped_of(people.in_charge, Permission.DUTY_READ).actor
    with pytest.raises(NotAllowed):
        statement_for(actor, day=NOW.date(), now=NOW)


def test_whoever_may_not_read_decisions_is_told_so(people: People) -> None:
    actor = stripped_of(people.in_charge, Permission.DECISION_READ).actor
    told = statement_for(actor, day=NOW.date(), now=NOW)
    assert told.decisions is None
    assert "Decisions are closed to your post." in words_of(told)


def test_what_a_person_wrote_is_data_in_every_format(people: People) -> None:
    hostile = "<script>#panic() \x00 \u202e"
    set_profile(**acting(people), part="ddr", is_absent=True, covered_by="", reason=hostile)
    told = made(people)
    assert "#panic()" in words_of(told)
    assert len(statement_file(told, "en", Format.PDF, FONTS).body) > 10_000
    assert "<script" not in statement_file(told, "en", Format.HTML, FONTS).body.decode()


def test_states_are_counted_on_the_first_page(statement: Statement) -> None:
    tiles: Any = compose(statement, "en", FONTS).sections[0].blocks[0]
    assert {tile.label: int(tile.value) for tile in tiles.tiles}["Overdue"] == len(statement.in_state(State.OVERDUE))
    assert sum(int(tile.value) for tile in tiles.tiles) == len(duties())


class TestStatementPage(PageAccess):
    permission = Permission.DUTY_READ
    content = "Statement of compliance"
    of_the_mission = "Mission in Orvane"

    def address(self, people: People) -> str:
        return reverse("duties:statement")


class TestStandingsData(PageAccess):
    permission = Permission.DUTY_READ
    content = "threat_ranking_reviewed"
    of_the_mission = "orvane"

    def address(self, people: People) -> str:
        return reverse("duties:standings_json")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_it_is_sent_as_a_file(people: People, client: Client, kind: str) -> None:
    response = sign_in(client, people.in_charge).get(reverse("duties:statement_download", args=["fr", kind]))
    assert response.status_code == 200
    assert f"-fr.{kind}" in response["Content-Disposition"]
    assert client.get(reverse("duties:statement_download", args=["de", kind])).status_code == 404


def test_the_standings_are_narrowed_by_state_and_counted_in_whole(people: People, client: Client) -> None:
    address = reverse("duties:standings_json")
    told = json.loads(text_of(sign_in(client, people.in_charge).get(f"{address}?state=cannot_tell&language=fr")))
    assert {row["state"] for row in told["duties"]} <= {"cannot_tell"}
    assert sum(told["counts"].values()) == len(duties())
