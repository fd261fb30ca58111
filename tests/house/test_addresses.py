"""Every address says who may open it, and nobody else gets in, by whatever method they ask."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.programs import program_of
from tests.house.addresses import Address, addresses
from tests.house.world import ABROAD, HIDDEN, SEEN_BY_ALL, a_world, record, records_of
from tests.people import MISSION, Known, People, put_in_post, sign_in
from tutela.access.gate import BY_TOKEN, SIGNED_IN
from tutela.access.permissions import Permission
from tutela.access.queries import actor_for
from tutela.config.public import PUBLIC_VIEWS
from tutela.ledger.command import maintenance
from tutela.ledger.models import Entry

ALL = addresses()
DOORS = [address for address in ALL if address.door]
GATED = [address for address in ALL if not (address.is_public or address.door)]
FOR_A_PERMISSION = [address for address in GATED if address.gate not in {None, SIGNED_IN}]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# A form's own tokens and keys; and the head of the chain, which tells everybody how long it is (docs/threat-model.md).
FLEETING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|data-csrf="[^"]+"|value="[0-9a-f]{8}-[0-9a-f-]{27}"'
    r"|[0-9]+:[0-9a-f]{64}|Ledger entry [0-9,]+ · [0-9a-f]{12,16}"
    r'|"sequence": [0-9]+, "hash": "[0-9a-f]{64}"'
)
# Public while the program is shown or tested without a mission, and absent from an installation.
NOT_INSTALLED = {
    "whitenoise.runserver_nostatic.views.serve",
    "django.contrib.staticfiles.views.serve",
}


def route_of(address: Address) -> str:
    return address.route or "home"


@pytest.mark.parametrize("address", ALL, ids=route_of)
def test_it_names_a_gate_or_is_on_the_short_list(address: Address) -> None:
    assert address.is_public or address.gate is not None
    assert address.gate in {None, SIGNED_IN, *Permission} or (address.door and address.gate == BY_TOKEN)
    assert not (address.is_public and address.gate)


@pytest.mark.parametrize("address", DOORS, ids=route_of)
def test_a_door_names_what_each_of_its_methods_needs(address: Address) -> None:
    assert address.door is not None
    assert set(address.door.permissions.values()) <= {BY_TOKEN, *Permission}
    assert address.door.permissions
    assert getattr(address.view, "csrf_exempt", False)


def test_the_short_list_has_no_name_that_is_gone() -> None:
    shown = {name for name in PUBLIC_VIEWS if ".gallery" not in name}
    assert shown - NOT_INSTALLED <= {address.view_name for address in ALL}


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", GATED, ids=route_of)
def test_who_is_not_signed_in_is_sent_to_sign_in(address: Address, method: str, client: Client) -> None:
    response = client.generic(method, address.any_path())
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert response.content == b""


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", DOORS, ids=route_of)
def test_a_program_without_a_token_is_asked_for_one_and_told_nothing(
    address: Address, method: str, client: Client
) -> None:
    response = client.generic(method, address.any_path())
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Basic realm=")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert method == "HEAD" or response.json()["code"] == "no_token"


@pytest.fixture
def powerless(people: People) -> Known:
    """Return somebody in a post of the mission that carries no permission at all."""
    known = put_in_post(MISSION, "gender", people.clock, slug="observer")
    with maintenance("a test"):
        known.post.permissions = []
        known.post.save()
    return Known(known.person, known.post, actor_for(known.post, known.person))


@pytest.mark.parametrize("address", FOR_A_PERMISSION, ids=route_of)
def test_a_post_without_the_permission_is_refused(address: Address, powerless: Known, client: Client) -> None:
    before = Entry.objects.count()
    sign_in(client, powerless)
    answers = {method: client.generic(method, address.any_path()).status_code for method in METHODS}
    # Some views answer 405 to a method before they ask who calls; that says nothing and does nothing.
    assert answers.pop("GET") in {403, 405}
    assert set(answers.values()) <= {403, 405}
    assert Entry.objects.count() == before


@pytest.mark.parametrize("address", DOORS, ids=route_of)
def test_a_token_without_the_permission_is_refused(address: Address, powerless: Known, client: Client) -> None:
    before, headers = Entry.objects.count(), program_of(powerless)
    assert address.door is not None
    for method in METHODS:
        status = client.generic(method, address.any_path(), headers=headers).status_code
        is_for_any = address.door.permission_for(method) == BY_TOKEN
        assert status == 403 or (is_for_any and status != 401), method
    assert Entry.objects.count() == before


@pytest.mark.parametrize("address", DOORS, ids=route_of)
def test_who_is_signed_in_reads_at_some_doors_and_writes_at_none(
    address: Address, people: People, client: Client
) -> None:
    sign_in(client, people.in_charge)
    assert address.door is not None
    for method in METHODS:
        status = client.generic(method, address.any_path()).status_code
        may = address.door.reads_by_session and method in {"GET", "HEAD", "OPTIONS"}
        assert (status == 401) is not may, method


def test_somebody_without_a_post_is_asked_to_choose_one(people: People, client: Client) -> None:
    from tutela.mission.commands import add_person

    person = add_person(actor=people.in_charge.actor, clock=people.clock, username="new", name="New")
    client.force_login(person)
    for address in GATED:
        response = client.get(address.any_path())
        assert (response.status_code, response["Location"]) == (302, reverse("access:posts")), address.route


@pytest.fixture
def world(db: None) -> People:
    people = a_world()
    for marked in (*SEEN_BY_ALL, *HIDDEN, ABROAD):
        record(marked, people.clock)
    return people


def words_in(body: bytes) -> str:
    """Return what a body says: a Word document and a spreadsheet are unpacked, without when they were made."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = [name for name in sorted(archive.namelist()) if not name.startswith("docProps/")]
        return "\n".join(archive.read(name).decode("utf-8", errors="replace") for name in parts)


def pages(client: Client, known: Known) -> Iterator[tuple[str, str]]:
    """Yield path and body of every page that opens, at every address that the records of Orvane give.

    Doors are read by a program in the same post, with all that a program may do there.
    """
    sign_in(client, known)
    records, program = records_of(MISSION), program_of(known)
    for address in ALL:
        for path in address.paths(records):
            response = client.get(path, headers=program if address.door else None)
            assert response.status_code < 500, path
            if response.status_code == 200:
                yield path, words_in(response.getvalue())


def leaks(told: dict[str, str], words: list[str]) -> list[str]:
    """Return where one of the words stands, with what is around it."""
    found = ((path, body, body.find(word)) for path, body in told.items() for word in words)
    return [f"{path}: …{body[max(0, at - 60) : at + 30]}…" for path, body, at in found if at >= 0]


def test_somebody_of_another_mission_reads_nothing_of_this_one(world: People, client: Client) -> None:
    words = [marked.word for marked in (*SEEN_BY_ALL, *HIDDEN)] + ["Orvane", "Sambéré", "Ombral"]
    told = dict(pages(client, world.outsider))
    assert leaks(told, words) == []
    assert any(ABROAD.word in body for body in told.values())


def test_a_colleague_elsewhere_reads_nothing_that_is_hidden_from_them(world: People, client: Client) -> None:
    told = dict(pages(client, world.colleague))
    assert leaks(told, [marked.word for marked in HIDDEN]) == []
    for marked in SEEN_BY_ALL:
        assert any(marked.word in body for body in told.values()), marked


def test_the_one_in_charge_reads_all_but_the_compartments_that_are_closed(world: People, client: Client) -> None:
    told = "".join(body for _path, body in pages(client, world.in_charge))
    seen = {marked.word for marked in HIDDEN if marked.word in told}
    assert seen == {marked.word for marked in HIDDEN if marked.compartment != "detention"}
    assert ABROAD.word not in told


def told_to(client: Client, program: dict[str, str]) -> dict[str, list[str]]:
    """Return the lines of every page that needs no argument, without what differs from one request to the next."""
    asked = [(address.any_path(), program if address.door else None) for address in ALL if not address.names]
    opened = {path: client.get(path, headers=headers) for path, headers in asked}
    bodies = {path: words_in(page.getvalue()) for path, page in opened.items() if page.status_code == 200}
    return {path: FLEETING.sub("", body).splitlines() for path, body in bodies.items()}


def test_what_is_hidden_does_not_show_in_counts_and_choices_either(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a colleague elsewhere is told before the hidden records are made, they are told after, to the letter."""
    people = a_world()
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)
    for marked in SEEN_BY_ALL:
        record(marked, people.clock)
    sign_in(client, people.colleague)
    program = program_of(people.colleague)
    before = told_to(client, program)
    for marked in HIDDEN:
        record(marked, people.clock)
    after = told_to(client, program)
    changed = [f"{path}: {line}" for path in before for line in after[path] if line not in before[path]]
    assert changed == []
