"""The command line: one sentence with a remedy when it is refused, JSON where a machine reads, honest exit codes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.people import MISSION, People
from tests.products_app.scene import record, recorded_quarter, told
from tutela.cli.main import SUBCOMMANDS
from tutela.ledger.queries import ledger_head
from tutela.mission.queries import mandate_on, mission_named

CREATE = ("mission", "create", "vale", "--name", "Mission in Vale", "--no-password")


@pytest.mark.parametrize("name", sorted(SUBCOMMANDS))
def test_every_subcommand_explains_itself(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    assert "Usage:" in ran.out


def test_it_sets_a_mission_up_with_its_mandate_and_first_post(run: Run) -> None:
    mandate = ("--mandate", "R 1", "--adopted", "2030-12-01", "--renewal", "2031-12-01", "--imminent")
    ran = run(*CREATE, *mandate)
    mission = mission_named("vale")
    assert ran.code == 0
    assert mission is not None
    held = mandate_on("vale", mission.created_at.date().replace(year=2031))
    assert held is not None
    assert (held.resolution, held.imminence_required) == ("R 1", True)


def test_a_mission_is_not_set_up_twice(run: Run) -> None:
    run(*CREATE)
    ran = run(*CREATE)
    assert ran.code == 2
    assert ran.err.strip() == "There is already a mission vale. Choose another code, or work in that mission."


def test_a_refusal_is_json_for_a_machine(run: Run) -> None:
    ran = run("threats", "list", "--json")
    assert ran.code == 2
    assert json.loads(ran.out)["code"] == "no_mission"


def test_it_asks_which_mission_when_there_are_several(run: Run, people: People) -> None:
    ran = run("threats", "list")
    assert ran.code == 2
    assert "several missions" in ran.err
    assert "lithe, orvane" in ran.err


def test_it_knows_no_post_that_is_not_there(run: Run, people: People) -> None:
    ran = run("threats", "list", "--mission", MISSION, "--as", "nobody")
    assert ran.code == 2
    assert "has no post nobody" in ran.err


def test_a_post_without_the_right_is_refused_here_too(run: Run, people: People) -> None:
    ran = run("product", "quarterly", "--quarter", "2031Q1", "--mission", MISSION, "--as", "head-of-field-office")
    assert ran.code == 2
    assert "does not carry the permission" in ran.err


def test_it_writes_the_assessment_in_both_languages(run: Run, people: People, tmp_path: Path) -> None:
    recorded_quarter(people)
    ran = run("product", "quarterly", "--quarter", "2026Q1", "--mission", MISSION, "--out", str(tmp_path), "--json")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert sorted(Path(name).name for name in told["files"]) == sorted(path.name for path in tmp_path.iterdir())
    assert len(told["files"]) == 4


@pytest.mark.parametrize("quarter", ["2031Q5", "last", "2031"])
def test_a_quarter_that_is_none_is_refused(run: Run, people: People, quarter: str) -> None:
    ran = run("product", "quarterly", "--quarter", quarter, "--mission", MISSION)
    assert ran.code == 2
    assert ran.err.strip()


def test_it_verifies_the_chain_and_a_head_printed_earlier(run: Run, people: People) -> None:
    head = ledger_head(MISSION)
    sound = run("ledger", "verify", "--mission", MISSION, "--until", f"{head.sequence}:{head.hash}", "--json")
    other = run("ledger", "verify", "--mission", MISSION, "--until", f"{head.sequence}:{'0' * 64}")
    assert (sound.code, json.loads(sound.out)[0]["intact"]) == (0, True)
    assert other.code == 1
    assert "THE CHAIN IS BROKEN" in other.err


def test_a_head_that_is_none_is_refused(run: Run, people: People) -> None:
    assert run("ledger", "verify", "--mission", MISSION, "--until", "rubbish").code == 2
    assert run("ledger", "verify", "--until", "1:2").code == 2


def test_check_finds_everything_in_order(run: Run, people: People) -> None:
    recorded_quarter(people)
    ran = run("check", "--json")
    found = {row["name"]: row["in_order"] for row in json.loads(ran.out)}
    assert ran.code == 0
    assert found[f"totals of {MISSION}"] is True


def test_check_finds_totals_that_drifted(run: Run, people: People) -> None:
    from tutela.know.incidents.models import CellTotal
    from tutela.ledger.command import maintenance

    recorded_quarter(people)
    with maintenance("a test"):
        CellTotal.objects.filter(mission_id=MISSION).update(incidents=99)
    ran = run("check")
    assert ran.code == 1
    assert f"NOT  totals of {MISSION}" in ran.out


def test_check_finds_a_trigger_that_is_gone(run: Run, people: People) -> None:
    from django.db import connection

    on_table = " ON ledger_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER ledger_entry_no_update{on_table}")
    ran = run("check")
    assert ran.code == 1
    assert "ledger_entry_no_update" in ran.out


def test_threats_go_from_proposal_to_rank(run: Run, people: People, tmp_path: Path) -> None:
    at = ("--mission", MISSION)
    record(people, told("many", date(2031, 3, 9), 40))
    run("threats", "propose", "--as-of", "2031-05-14", *at)
    waiting = json.loads(run("threats", "proposals", "--json", *at).out)
    assert waiting[0]["civilians"] == 40
    raised = json.loads(run("threats", "raise", waiting[0]["reference"], "--reason", "Killings.", "--json", *at).out)
    sheet = tmp_path / "sheet.toml"
    parts = ("intent", "capability", "opportunity", "history", "scale", "severity", "displacement", "destabilising")
    scores = "".join(f'[scores.{part}]\nvalue = 3\nreason = "Seen."\n' for part in parts)
    sheet.write_text(f'confidence = "medium"\n{scores}', encoding="utf-8")
    assert run("threats", "assess", raised[0]["threat"], str(sheet), *at).code == 0
    ranked = run("threats", "rank", "--first", raised[0]["threat"], "--reason-for-the-rest", "Less.", *at)
    assert ranked.code == 0
    assert json.loads(run("threats", "list", "--json", *at).out)[0]["rank"] == 1


def test_a_sheet_that_is_none_is_refused(run: Run, people: People, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.toml"
    sheet.write_text("rubbish", encoding="utf-8")
    ran = run("threats", "assess", "T-000001", str(sheet), "--mission", MISSION)
    assert ran.code == 2
    assert ran.err.strip()
