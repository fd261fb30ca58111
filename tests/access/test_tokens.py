"""A program acts in a post by a token: as long as token, post and person allow it, and never with more than they do."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.api.programs import FAR, program_of, shown, token_of
from tests.page_access import stripped_of
from tests.people import NOW, People, sign_in
from tutela.access import doors
from tutela.access.models import Holding, Person, Token
from tutela.access.permissions import Permission
from tutela.access.queries import acting_by_token, token_named, tokens
from tutela.access.tokens import PERSONS_ONLY, PREFIX, digest_of, new_secret, secret_in
from tutela.kernel.clock import SetClock
from tutela.ledger.command import maintenance

ME = "/api/v1/me"
READ = Permission.INCIDENT_READ
# Always the same: workers that run tests side by side must collect the same names.
SECRET = PREFIX + "0123456789-abcdefghijklmnop_qrstuvwxyzABCDEF"[:43]


def basic(password: str, name: str = "anybody") -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


@pytest.fixture(autouse=True)
def _count_anew() -> Iterator[None]:
    doors.forget_failures()
    yield
    doors.forget_failures()


def test_a_secret_is_long_random_and_found_by_scanners() -> None:
    secret = new_secret()
    assert secret.startswith(PREFIX)
    assert len(secret) == len(SECRET) == len(PREFIX) + 43
    assert len({new_secret() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "header",
    [
        f"Token {SECRET}",
        f"token  {SECRET} ",
        f"Bearer {SECRET}",
        basic(SECRET),
        basic(SECRET, ""),
        basic(SECRET).replace("Basic", "BASIC"),
    ],
)
def test_a_secret_is_shown_in_any_of_three_ways(header: str) -> None:
    assert secret_in(header) == SECRET


@pytest.mark.parametrize(
    "header",
    [
        "",
        SECRET,
        "Token",
        f"Digest {SECRET}",
        f"Token {SECRET}x",
        f"Token {SECRET[:-1]}",
        "Token " + SECRET.replace("tut_", "TUT_"),
        "Basic",
        "Basic ???",
        "Basic \x80",
        "Basic gA==",
        "Basic " + "a" * 5000,
        basic("tut_short"),
        f"Basic {SECRET}",
    ],
)
def test_whatever_else_is_shown_is_no_secret(header: str) -> None:
    assert secret_in(header) is None


@given(st.text(max_size=200))
def test_no_header_breaks_the_reading(header: str) -> None:
    assert secret_in(header) is None
    assert secret_in(f"Basic {header}") is None


def test_only_the_digest_is_kept(people: People) -> None:
    token, secret = token_of(people.in_charge)
    row = Token.objects.filter(pk=token.pk).values().get()
    assert row["digest"] == digest_of(secret)
    assert secret not in str(row)


def test_a_program_may_what_post_and_scope_both_allow(people: People) -> None:
    _token, secret = token_of(people.in_charge, [READ, Permission.VAULT_ROTATE, "mission:unheard:of"])
    actor = acting_by_token(secret, at=NOW)
    assert actor is not None
    assert actor.permissions == {READ}
    assert (actor.mission, actor.post, actor.person) == ("orvane", "poc-adviser", None)


@pytest.mark.parametrize("permission", sorted(PERSONS_ONLY))
def test_what_only_people_do_no_program_does(people: People, permission: str) -> None:
    with maintenance("a test"):
        people.in_charge.post.permissions = list(Permission)
        people.in_charge.post.save()
    actor = acting_by_token(token_of(people.in_charge, list(Permission))[1], at=NOW)
    assert actor is not None
    assert not actor.may(permission)


def test_the_ledger_shows_post_and_token(people: People) -> None:
    token, secret = token_of(people.in_charge)
    actor = acting_by_token(secret, at=NOW)
    assert actor is not None
    assert actor.label == f"Protection of Civilians Adviser ({token.reference})"


def test_what_the_post_loses_the_token_loses_at_once(people: People, client: Client) -> None:
    program = program_of(people.in_charge)
    assert client.get("/api/v1/incidents", headers=program).status_code == 200
    stripped_of(people.in_charge, READ)
    assert client.get("/api/v1/incidents", headers=program).status_code == 403


def test_a_token_lasts_until_its_end_and_no_longer(people: People) -> None:
    _token, secret = token_of(people.in_charge)
    assert acting_by_token(secret, at=FAR - timedelta(seconds=1)) is not None
    assert acting_by_token(secret, at=FAR) is None


def test_a_token_that_is_revoked_opens_nothing(people: People) -> None:
    token, secret = token_of(people.in_charge)
    with maintenance("a test"):
        Token.objects.filter(pk=token.pk).update(revoked_at=NOW)
    assert acting_by_token(secret, at=NOW) is None


def bound(people: People) -> str:
    token, secret = token_of(people.in_charge)
    with maintenance("a test"):
        Token.objects.filter(pk=token.pk).update(person=people.in_charge.person)
    return secret


def test_a_bound_token_acts_for_its_person(people: People) -> None:
    actor = acting_by_token(bound(people), at=NOW)
    assert actor is not None
    assert actor.person == people.in_charge.person.pk


def test_a_bound_token_ends_when_the_person_gives_up_the_post(people: People) -> None:
    secret = bound(people)
    with maintenance("a test"):
        Holding.objects.filter(person=people.in_charge.person).update(to_on=NOW.date())
    assert acting_by_token(secret, at=NOW) is not None
    assert acting_by_token(secret, at=NOW + timedelta(days=1)) is None


def test_a_bound_token_ends_when_the_person_leaves(people: People) -> None:
    secret = bound(people)
    with maintenance("a test"):
        Person.objects.filter(pk=people.in_charge.person.pk).update(is_active=False)
    assert acting_by_token(secret, at=NOW) is None


def test_finding_a_token_takes_one_query(people: People, django_assert_num_queries: object) -> None:
    secrets = (bound(people), token_of(people.colleague)[1], new_secret())
    for secret in secrets:
        with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
            acting_by_token(secret, at=NOW)


def test_only_who_issues_tokens_reads_the_list(people: People) -> None:
    token, _secret = token_of(people.colleague)
    assert list(tokens(people.in_charge.actor)) == [token]
    assert list(tokens(people.colleague.actor)) == []
    assert list(tokens(people.outsider.actor)) == []
    assert token_named(people.outsider.actor, token.reference) is None
    assert token_named(people.in_charge.actor, "A-000001") is None


def test_whoever_shows_none_is_challenged(people: People, client: Client) -> None:
    for headers in ({}, shown(new_secret()), {"Authorization": basic("password")}):
        response = client.get(ME, headers=headers)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == 'Basic realm="Tutela", charset="UTF-8"'
        assert response.json()["code"] == "no_token"


def test_a_program_has_no_session_and_is_kept_by_no_cache(people: People, client: Client) -> None:
    response = client.get(ME, headers=program_of(people.in_charge))
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert not response.cookies


def test_the_token_counts_and_not_who_is_signed_in_besides(people: People, client: Client) -> None:
    sign_in(client, people.in_charge)
    assert client.get(ME, headers=program_of(people.colleague)).json()["post"]["slug"] == "head-of-field-office"


def test_a_wrong_token_is_not_made_good_by_a_session(people: People, client: Client) -> None:
    sign_in(client, people.in_charge)
    assert client.get(ME, headers=shown(new_secret())).status_code == 401


def test_who_is_signed_in_reads_and_never_writes(people: People, client: Client) -> None:
    sign_in(client, people.in_charge)
    assert client.get(ME).status_code == 200
    assert client.post("/api/v1/alerts", "{}", content_type="application/json").status_code == 401


def test_an_address_that_tries_many_secrets_is_told_to_wait(people: People, client: Client) -> None:
    for _ in range(doors.MOST_FAILURES):
        assert client.get(ME, headers=shown(new_secret())).status_code == 401
    refused = client.get(ME, headers=shown(new_secret()))
    assert (refused.status_code, refused["Retry-After"]) == (429, "300")
    assert refused.json()["code"] == "too_many_tries"
    assert client.get(ME, headers=shown(new_secret()), REMOTE_ADDR="198.51.100.7").status_code == 401


def test_one_wrong_telephone_does_not_shut_out_the_others_behind_the_same_address(
    people: People, client: Client
) -> None:
    program = program_of(people.in_charge)
    for _ in range(doors.MOST_FAILURES + 5):
        client.get(ME, headers=shown(new_secret()))
    assert client.get(ME, headers=program).status_code == 200


def test_nothing_of_a_secret_is_kept_of_a_failed_try(people: People, client: Client) -> None:
    secret = new_secret()
    client.get(ME, headers=shown(secret), REMOTE_ADDR="203.0.113.9")
    kept = str(doors._failures._cache)  # type: ignore[attr-defined]  # what the cache holds
    assert kept.count(":") >= 1
    assert secret not in kept
    assert "203.0.113.9" not in kept


@pytest.mark.parametrize("length", ["256001", "99999999999", "-1", "many"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(people: People, client: Client, length: str) -> None:
    program = program_of(people.in_charge)
    response = client.post(
        "/api/v1/alerts", b"{}", content_type="application/json", headers=program, CONTENT_LENGTH=length
    )
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_a_program_is_told_the_time_in_utc(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    zones: list[str] = []
    monkeypatch.setattr(
        "tutela.api.own.mission_named", lambda _code: zones.append(timezone.get_current_timezone_name())
    )
    sign_in(client, people.in_charge)
    client.get(ME)
    client.get(ME, headers=program_of(people.in_charge))
    assert zones == ["UTC", "UTC"]


def test_the_clock_of_the_request_decides(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_of(people.in_charge)
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", SetClock(FAR))
    assert client.get(ME, headers=program).status_code == 401
