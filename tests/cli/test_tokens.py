"""Tokens from the command line: the secret is printed once, and the list never shows it."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run
from tests.people import People
from tutela.access.models import Token
from tutela.access.queries import acting_by_token

AS = ("--mission", "orvane")
ISSUE = ("token", "issue", "--for", "head-of-field-office", "--name", "Gateway", *AS)


def test_it_issues_a_token_that_opens_the_post(run: Run, people: People) -> None:
    ran = run(*ISSUE, "--json")
    made = json.loads(ran.out)
    actor = acting_by_token(made["secret"], at=people.clock.now().replace(year=2020))
    assert ran.code == 0
    assert actor is not None
    assert sorted(actor.permissions) == made["scope"] == ["know.alerts:alert:receive", "know.sources:source:keep"]


def test_it_prints_the_secret_on_a_line_of_its_own(run: Run, people: People) -> None:
    lines = run(*ISSUE, "--may", "know.incidents:incident:read", "--days", "5").out.splitlines()
    assert lines[0].startswith("TOK-000001 is in force until")
    assert lines[1].startswith("tut_")


def test_somebody_may_answer_for_it(run: Run, people: People) -> None:
    ran = run(*ISSUE, "--holder", "orvane-head-of-field-office", "--json")
    assert json.loads(ran.out)["holder"] == "orvane-head-of-field-office"
    refused = run(*ISSUE, "--holder", "orvane-poc-adviser")
    assert refused.code == 2
    assert "Nobody who signs in as orvane-poc-adviser holds that post." in refused.err


@pytest.mark.parametrize("more", [("--days", "0"), ("--may", "mission:token:issue"), ("--as", "head-of-field-office")])
def test_what_is_refused_is_said_and_nothing_is_issued(run: Run, people: People, more: tuple[str, ...]) -> None:
    assert run(*ISSUE, *more).code == 2
    assert not Token.objects.exists()


def test_the_list_shows_state_and_never_a_secret(run: Run, people: People) -> None:
    secret = json.loads(run(*ISSUE, "--json").out)["secret"]
    run("token", "revoke", "TOK-000001", "--reason", "Lost.", *AS)
    listed = run("token", "list", *AS).out
    assert "revoked" in listed
    assert "Gateway" in listed
    assert secret not in listed + run("token", "list", "--json", *AS).out


def test_an_empty_list_says_how_to_begin(run: Run, people: People) -> None:
    assert "tutela token issue" in run("token", "list", *AS).out


def test_one_that_is_not_there_is_not_revoked(run: Run, people: People) -> None:
    ran = run("token", "revoke", "TOK-000009", *AS)
    assert ran.code == 2
    assert "There is no such token." in ran.err
