"""The export for other programs: catalogue, profile, assessment and findings apart, tied by UUIDs that stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import PageAccess, text_of
from tests.people import MISSION, People, sign_in
from tutela.access.permissions import Permission
from tutela.account.duties.commands import record_occurrence
from tutela.account.duties.queries.statements.gathering import statement_for
from tutela.account.duties.queries.statements.oscal import oscal
from tutela.ledger.models import Entry
from tutela.mission.commands import set_parameter, set_profile
from tutela.policy.catalogue import demands
from tutela.policy.duties import State, duties

Shape = type | tuple[type, ...] | list[Any] | dict[str, Any] | re.Pattern[str]

UUID_ = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
TOKEN = re.compile(r"^[A-Za-z_][\w.\-]*$")
REF = re.compile(r"^#[0-9a-f-]{36}$")
LEDGER = re.compile(r"^ledger:[a-z0-9-]+/\d+$")
PROPS: Shape = [{"name": TOKEN, "value": str}]
META: Shape = {"title": str, "last-modified": MOMENT, "version": str, "oscal-version": str, "props": PROPS}
LINKS: Shape = [{"href": LEDGER, "rel": str}]
TARGET: Shape = {
    "type": re.compile("^objective-id$"),
    "target-id": TOKEN,
    "status": {"state": re.compile("^(not-)?satisfied$"), "reason": re.compile("^(pass|fail|other)$")},
}
# What each part must hold, written down once; `?` marks what may be missing. Nothing else may stand there.
SHAPE: dict[str, Shape] = {
    "catalog": {
        "uuid": UUID_,
        "metadata": META,
        "groups": [
            {
                "id": TOKEN,
                "title": str,
                "controls": [
                    {
                        "id": TOKEN,
                        "class": TOKEN,
                        "title": str,
                        "props": PROPS,
                        "parts": [{"id": TOKEN, "name": TOKEN, "prose": str}],
                    }
                ],
            }
        ],
    },
    "profile": {
        "uuid": UUID_,
        "metadata": META,
        "imports": [{"href": REF, "include-all": {}}],
        "modify": {
            "set-parameters": [{"param-id": TOKEN, "label": str, "values": [str], "props": PROPS, "remarks": str}],
            "alters": [{"control-id": TOKEN, "adds": [{"props": PROPS, "links": LINKS}], "remarks": str}],
        },
    },
    "assessment-results": {
        "uuid": UUID_,
        "metadata": META,
        "import-ap": {"href": REF},
        "results": [
            {
                "uuid": UUID_,
                "title": str,
                "description": str,
                "start": MOMENT,
                "end": MOMENT,
                "reviewed-controls": {"control-selections": [{"include-controls": [{"control-id": TOKEN}]}]},
                "observations": [
                    {
                        "uuid": UUID_,
                        "title": str,
                        "description": str,
                        "methods": [re.compile("^TEST$")],
                        "collected": MOMENT,
                        "props": PROPS,
                        "subjects": [{"type": TOKEN, "subject-uuid": UUID_}],
                        "links": [{"href": re.compile(r"^#[AP]\d"), "rel": str}],
                        "relevant-evidence": [{"href": LEDGER, "description": str, "props": PROPS}],
                    }
                ],
            }
        ],
    },
    "findings": {
        "uuid": UUID_,
        "metadata": META,
        "import-ar": {"href": REF},
        "findings": [
            {
                "uuid": UUID_,
                "title": str,
                "description": str,
                "target": TARGET,
                "props": PROPS,
                "related-observations": [{"observation-uuid": UUID_}],
                "links?": LINKS,
            }
        ],
    },
}


def faults(told: object, shape: Shape, at: str = "") -> Iterator[str]:
    """Yield where something does not have its shape: a table its keys, a list each of it, a text its form."""
    if isinstance(shape, dict):
        if not isinstance(told, Mapping):
            yield f"{at}: no table"
            return
        known = {name.rstrip("?"): (held, name.endswith("?")) for name, held in shape.items()}
        yield from (f"{at}/{name}: too much" for name in sorted(set(told) - set(known)))
        yield from (f"{at}/{name}: missing" for name, (_held, may) in known.items() if name not in told and not may)
        for name in set(told) & set(known):
            yield from faults(told[name], known[name][0], f"{at}/{name}")
    elif isinstance(shape, list):
        if not isinstance(told, list):
            yield f"{at}: no list"
            return
        for place, held in enumerate(told):
            yield from faults(held, shape[0], f"{at}/{place}")
    elif isinstance(shape, re.Pattern):
        if not isinstance(told, str) or not shape.match(told):
            yield f"{at}: {told!r}"
    elif not isinstance(told, shape):
        yield f"{at}: {told!r}"


def uuids(told: object) -> Iterator[str]:
    """Yield every UUID that something carries as its own."""
    if isinstance(told, dict):
        if "uuid" in told:
            yield told["uuid"]
        for held in told.values():
            yield from uuids(held)
    elif isinstance(told, list):
        for held in told:
            yield from uuids(held)


def export(people: People, day: datetime | None = None, language: str = "en") -> dict[str, Any]:
    now = people.clock.now()
    return oscal(statement_for(people.in_charge.actor, day=(day or now).date(), now=now), language)


@pytest.fixture
def lived(people: People) -> People:
    """Let a mission without police set a number, and leave an alert to its force unanswered."""
    acting: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock}
    set_profile(**acting, part="police", is_absent=True, covered_by="", reason="None were sent.")
    set_profile(**acting, part="child_protection", is_absent=True, covered_by="human_rights", reason="She left.")
    set_parameter(**acting, name="forum_days", value=20, reason="Roads close in the rains.")
    record_occurrence(**acting, kind="force_alerted", occurred_on=people.clock.now().date(), note="A warning came.")
    people.clock.advance(timedelta(days=200))
    return people


def test_each_part_has_its_shape(lived: People) -> None:
    told = json.loads(json.dumps(export(lived)))
    assert set(told) == set(SHAPE)
    assert [fault for name, shape in SHAPE.items() for fault in faults(told[name], shape, name)] == []


def test_the_check_sees_what_is_wrong(lived: People) -> None:
    told = json.loads(json.dumps(export(lived)))
    told["profile"]["uuid"] = str(UUID(int=0))
    del told["findings"]["metadata"]["title"]
    told["catalog"]["groups"][0]["controls"][0]["extra"] = 1
    found = [fault for name, shape in SHAPE.items() for fault in faults(told[name], shape, name)]
    assert sorted(found) == [
        "catalog/groups/0/controls/0/extra: too much",
        "findings/metadata/title: missing",
        "profile/uuid: '00000000-0000-0000-0000-000000000000'",
    ]


def test_the_catalogue_holds_every_demand_and_the_profile_leaves_none_out(lived: People) -> None:
    told = export(lived)
    controls = [control["id"] for group in told["catalog"]["groups"] for control in group["controls"]]
    assert controls == list(demands())
    assert told["profile"]["imports"] == [{"href": f"#{told['catalog']['uuid']}", "include-all": {}}]


def test_every_duty_is_observed_and_the_evidence_leads_to_the_ledger(lived: People) -> None:
    told = export(lived)
    observed = told["assessment-results"]["results"][0]["observations"]
    names = [prop["value"] for one in observed for prop in one["props"] if prop["name"] == "duty"]
    assert sorted(names) == sorted(duties())
    evidence = {(held["href"], held["props"][0]["value"]) for one in observed for held in one["relevant-evidence"]}
    hashes = {f"ledger:{MISSION}/{row.sequence}": row.hash for row in Entry.objects.filter(mission=MISSION)}
    assert evidence
    assert all(hashes[href] == hash_ for href, hash_ in evidence)


def test_findings_are_what_is_overdue_or_cannot_be_told_and_point_at_their_observation(lived: People) -> None:
    told = export(lived)
    observed = {
        one["uuid"]: {prop["name"]: prop["value"] for prop in one["props"]}["state"]
        for one in told["assessment-results"]["results"][0]["observations"]
    }
    found = told["findings"]["findings"]
    pointed = [one["related-observations"][0]["observation-uuid"] for one in found]
    wanted = {State.OVERDUE, State.CANNOT_TELL}
    assert sorted(pointed) == sorted(uuid for uuid, state in observed.items() if state in wanted)
    assert {(observed[uuid], one["target"]["status"]["reason"]) for uuid, one in zip(pointed, found, strict=True)} == {
        ("overdue", "fail"), ("cannot_tell", "other"),
    }  # fmt: skip


def test_what_the_mission_tailored_is_told_with_the_entry_that_did_it(lived: People) -> None:
    alters = export(lived)["profile"]["modify"]["alters"]
    told = {
        tuple(prop["value"] for prop in one["adds"][0]["props"] if prop["name"] in {"missing-part", "effect"})
        for one in alters
    }
    assert told == {("police", "not-applicable"), ("child_protection", "handed-on")}
    assert {one["remarks"] for one in alters} == {"None were sent.", "She left."}


def test_numbers_are_marked_as_set_by_the_mission(lived: People) -> None:
    held = {one["param-id"]: one for one in export(lived)["profile"]["modify"]["set-parameters"]}
    assert held["forum_days"]["values"] == ["20"]
    assert all({"name": "set-by", "value": "mission, not policy"} in one["props"] for one in held.values())


def test_uuids_are_unique_and_stay(lived: People) -> None:
    first = list(uuids(export(lived)))
    assert len(first) == len(set(first))
    assert first == list(uuids(export(lived, language="fr")))
    day = lived.clock.now()
    lived.clock.advance(timedelta(days=2))
    finding = {one["uuid"] for one in export(lived, day)["findings"]["findings"]}
    assert finding & {one["uuid"] for one in export(lived)["findings"]["findings"]}


def test_a_past_day_is_told_the_same_whatever_came_since(lived: People) -> None:
    day = lived.clock.now() - timedelta(days=10)
    before = json.dumps(export(lived, day), sort_keys=True)
    set_profile(
        actor=lived.in_charge.actor, clock=lived.clock, part="ddr", is_absent=True, covered_by="", reason="Gone."
    )
    assert json.dumps(export(lived, day), sort_keys=True) == before


class TestExportAddress(PageAccess):
    permission = Permission.DUTY_READ
    content = "assessment-results"
    of_the_mission = "orvane"

    def address(self, people: People) -> str:
        return reverse("duties:statement_json")


def test_it_is_sent_as_a_file_in_the_language_asked_for(people: People, client: Client) -> None:
    response = sign_in(client, people.in_charge).get(reverse("duties:statement_json") + "?language=fr")
    told = json.loads(text_of(response))
    assert "-fr.json" in response["Content-Disposition"]
    assert told["catalog"]["groups"][1]["title"].startswith("Objet")
