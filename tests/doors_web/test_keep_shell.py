"""What a telephone keeps: one page for everybody, every file with its digest, both languages, the mission's key."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.people import MISSION, put_in_post, sign_in
from tutela.exchange.doors.capture import shell
from tutela.exchange.doors.capture.texts import texts_by_language

if TYPE_CHECKING:
    from tests.people import Known, People


@pytest.fixture
def liaison(people: People, client: Client) -> Known:
    known = put_in_post(MISSION, "liaison_assistant", people.clock)
    sign_in(client, known)
    return known


def listed(client: Client) -> dict[str, Any]:
    script = client.get("/capture/worker.js").content.decode()
    found: dict[str, Any] = json.loads(script.partition("self.tutelaShell = ")[2].partition(";\n")[0])
    return found


def integrity(content: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def test_every_file_is_listed_with_its_digest(liaison: Known, client: Client) -> None:
    files = dict(listed(client)["files"])
    page = files.pop("/capture/")
    assert page == integrity(client.get("/capture/").content)
    for address, promised in files.items():
        path = finders.find(address.removeprefix("/static/"))
        assert isinstance(path, str), address
        assert integrity(Path(path).read_bytes()) == promised


def test_every_file_that_the_page_loads_is_listed(liaison: Known, client: Client) -> None:
    files = {address for address, _digest in listed(client)["files"]}
    page = client.get("/capture/").content.decode()
    named = {part.partition('"')[0].partition("#")[0] for part in page.split('="/static/')[1:]}
    assert {f"/static/{name}" for name in named} <= files


def test_the_page_is_the_same_for_everybody_and_in_every_language(liaison: Known, people: People) -> None:
    seen = set()
    for known in (liaison, people.outsider):
        for language in ("en", "fr"):
            client = sign_in(Client(headers={"Accept-Language": language}), known)
            seen.add(client.get("/capture/").content)
    assert len(seen) == 1
    assert b"csrf" not in seen.pop().lower()


def test_a_changed_file_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell.shell()["version"]
    monkeypatch.setattr(shell, "_digest_of", lambda name: hashlib.sha256(name.encode()).digest())
    assert shell.shell()["version"] != before


def test_the_worker_is_asked_for_anew_each_time(liaison: Known, client: Client) -> None:
    response = client.get("/capture/worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"


def test_the_page_can_be_put_on_a_home_screen(liaison: Known, client: Client) -> None:
    response = client.get("/capture/manifest.webmanifest")
    told = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (told["scope"], told["start_url"], told["display"]) == ("/capture/", "/capture/", "standalone")
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in told["icons"])
    assert {icon["sizes"] for icon in told["icons"]} == {"any", "192x192", "512x512"}


def test_the_facts_hold_words_places_and_key_and_nobody(liaison: Known, client: Client) -> None:
    response = client.get("/capture/facts.json")
    facts = response.json()
    assert facts["mission"] == MISSION
    assert len(base64.urlsafe_b64decode(facts["key"]["point"])) == 65
    assert ["killing", "Killing", "Meurtre", ""] in facts["what"]
    assert ["area:OV0102", "Loï", "Sambéré-Loï"] in facts["places"]
    assert facts["keeps_source"] is True
    assert "Holder of" not in response.content.decode()


def test_where_it_goes_is_told_from_the_posts_own_view(liaison: Known, people: People, client: Client) -> None:
    goes = client.get("/capture/facts.json").json()["goes"]["sexual_violence"][0]
    assert "You will not see it on the desk." in goes
    sign_in(client, people.in_charge)
    goes = client.get("/capture/facts.json").json()["goes"]["sexual_violence"][0]
    assert "You will not see it on the desk." not in goes


def test_only_who_may_send_gets_the_token_that_sending_needs(liaison: Known, people: People, client: Client) -> None:
    response = client.get("/capture/ready.json")
    assert response["X-CSRFToken"]
    assert response.json() == {"mission": MISSION}
    assert Client().get("/capture/ready.json").status_code == 302
    sign_in(client, put_in_post(MISSION, "gender", people.clock))
    assert client.get("/capture/ready.json").status_code == 403


def test_sending_without_the_token_is_refused(liaison: Known) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), liaison)
    response = client.post("/capture/send/", b"x", content_type="application/octet-stream")
    assert response.status_code == 403


def test_both_languages_have_every_text() -> None:
    texts = texts_by_language()
    assert set(texts["en"]) == set(texts["fr"])
    assert all(text for key, text in texts["en"].items())
