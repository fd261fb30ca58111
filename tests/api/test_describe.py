"""The API describes itself: a page for people that lists every operation, and OpenAPI for programs."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.test import Client
from ninja import NinjaAPI, Router

from tests.api.programs import program_of
from tests.page_access import said, stripped_of
from tests.people import People, sign_in
from tutela.access.permissions import Permission
from tutela.api import root
from tutela.api.schema import document, operations_in

PAGE, OPENAPI = "/api/v1/", "/api/v1/openapi.json"


def test_the_page_lists_every_operation_with_what_it_needs(people: People, client: Client) -> None:
    page = said(sign_in(client, people.in_charge).get(PAGE))
    for path, method, _operation in operations_in(document()):
        assert f"{method.upper()} {path}" in page
    assert "Take in an alert." in page
    assert "Any token that is in force." in page


def test_the_page_has_no_script_of_its_own_and_asks_nobody_else(people: People, client: Client) -> None:
    html = sign_in(client, people.in_charge).get(PAGE).text
    main = html[html.index("<main") : html.index("</main>")]
    assert "<script" not in main
    assert "style=" not in main
    assert "http://" not in main.replace("http://testserver", "")
    assert "https://" not in main


def test_the_page_says_what_the_readers_own_post_may_not(people: People, client: Client) -> None:
    without = stripped_of(people.in_charge, Permission.INCIDENT_READ)
    assert "Your own post does not carry it." in said(sign_in(client, without).get(PAGE))


def test_the_page_shows_fields_inside_fields(people: People, client: Client) -> None:
    page = unescape(sign_in(client, people.in_charge).get(PAGE).text)
    assert "source.identity.phone" in page
    assert "text, 10000 characters at most" in page


def test_the_page_is_for_people_who_are_signed_in(people: People, client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_programs_get_openapi(people: People, client: Client) -> None:
    response = client.get(OPENAPI, headers=program_of(people.in_charge))
    made = json.loads(response.content)
    assert response["Content-Type"] == "application/json"
    assert made["openapi"].startswith("3.1")
    assert made == document()
    assert "servers" not in made


def test_whoever_is_signed_in_may_look_at_it_too(people: People, client: Client) -> None:
    assert sign_in(client, people.in_charge).get(OPENAPI).status_code == 200


def test_an_operation_that_does_not_say_who_may_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    router, api = Router(), NinjaAPI(urls_namespace="of-a-test")
    router.add_api_operation("/open", ["GET"], lambda request: None)
    api.add_router("", router)
    monkeypatch.setattr(root, "api", api)
    with pytest.raises(root.WithoutPermission):
        root.operations()
