"""The description says what the API does: whatever is asked, the answer is one that it names, in the shape it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.alerts.scene import told
from tests.api.asking import asks
from tests.api.programs import program_of
from tests.api.schemas import KNOWN, faults, resolved
from tests.house.world import SEEN_BY_ALL, a_world, record
from tests.people import People
from tutela.access.endpoints import PERMISSION, REFUSALS, Problem
from tutela.access.permissions import Permission
from tutela.api.root import operations
from tutela.api.schema import document, operations_in

ALL = list(operations_in(document()))
NAMED = [operation["operationId"] for _path, _method, operation in ALL]
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def world(db: None) -> People:
    """Return the known people with an incident, a threat, a decision and three alerts."""
    people = a_world()
    for marked in SEEN_BY_ALL:
        record(marked, people.clock)
    for key in ("one", "two", "three"):
        told(people, key)
    return people


def checked(made: dict[str, Any], operation: dict[str, Any], response: Any) -> list[str]:
    """Return what is wrong with an answer."""
    status = str(response.status_code)
    if status not in operation["responses"]:
        return [f"{status} is not in the description"]
    if not response["Content-Type"].startswith("application/json"):
        return [f"{status} is told as {response['Content-Type']}"]
    said = resolved(made, operation["responses"][status])["content"]["application/json"]["schema"]
    return list(faults(made, said, response.json()))


@given(data=st.data())
@MANY
def test_every_answer_is_one_that_the_description_names(world: People, client: Client, data: st.DataObject) -> None:
    made, program = document(), program_of(world.in_charge)
    path, method, operation = data.draw(st.sampled_from(ALL))
    ask = data.draw(asks(made, path, method, operation))
    response = client.generic(ask.method, ask.path, ask.body or b"", content_type="application/json", headers=program)
    assert checked(made, operation, response) == [], (ask, response.content[:300])


def test_the_list_of_operations_is_whole() -> None:
    described = {(path.removeprefix("/api/v1"), method.upper()) for path, method, _operation in ALL}
    there = {(path, method) for path, by_method in operations().items() for method in by_method}
    assert described == there


def test_operations_have_names_of_their_own() -> None:
    assert len(set(NAMED)) == len(NAMED)


@pytest.mark.parametrize(("path", "method", "operation"), ALL, ids=NAMED)
def test_each_operation_names_its_permission_and_every_refusal(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    assert operation[PERMISSION] is None or operation[PERMISSION] in set(Permission)
    assert {str(status) for status in REFUSALS} <= set(operation["responses"])
    assert operation["security"] == [{"token": []}, {"password": []}]
    assert operation["summary"]
    assert operation["tags"]


def inside(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a document."""
    if isinstance(value, dict):
        yield value
    for held in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from inside(held)


def test_every_pointer_leads_somewhere() -> None:
    made = document()
    pointers = [one for one in inside(made) if "$ref" in one]
    assert pointers
    assert all(resolved(made, pointer) for pointer in pointers)


def test_the_description_says_only_what_programs_know() -> None:
    """A bound that pydantic could not place stands there as `ge`: nobody would read it."""
    fields = [held for one in inside(document()) for held in one.get("properties", {}).values() if one.get("type")]
    asked = [one["schema"] for one in inside(document()) if "schema" in one]
    said = [part for field in (*fields, *asked) for part in inside({**field, "default": None}) if part]
    assert len(said) > 100
    assert {name for part in said for name in part} <= KNOWN


def test_a_refusal_has_one_shape() -> None:
    assert list(Problem.model_fields) == ["code", "message", "remedy", "paragraphs", "problems"]


@pytest.mark.parametrize(
    ("schema", "value", "count"),
    [
        ({"type": "string"}, "x", 0),
        ({"type": "string"}, 1, 1),
        ({"type": "integer"}, True, 1),
        ({"type": "string", "format": "date"}, "2031-13-01", 1),
        ({"type": "string", "pattern": "^a$"}, "b", 1),
        ({"type": "integer", "minimum": 1}, 0, 1),
        ({"type": "array", "items": {"type": "null"}}, [None, 1], 1),
        ({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}, {}, 1),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, {"b": 1}, 1),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, None, 0),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, 1, 1),
        ({"enum": ["a"]}, "b", 1),
        ({"oneOf": []}, "b", 1),
    ],
)
def test_the_check_sees_what_does_not_fit(schema: dict[str, Any], value: Any, count: int) -> None:
    assert len(list(faults({}, schema, value))) == count
