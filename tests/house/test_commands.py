"""Every command of the house is built alike, asks for its permission first, and has tests of its own."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.house.catalogue import every_module, modules_named
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.access.rules import system_actor
from tutela.kernel.refusals import NotAllowed
from tutela.ledger.command import COMMANDS
from tutela.ledger.guard import writing
from tutela.ledger.models import Entry

every_module()
NAMES = sorted(name for name in COMMANDS if name.startswith("tutela."))
TESTS = Path(__file__).resolve().parents[1]
RESULTS = ("Done", "Outcome", "Unchanged")


def function_of(name: str) -> Callable[..., Any]:
    module, _dot, verb = name.rpartition(".")
    found = {module.__name__: module for module in every_module()}[module]
    function: Callable[..., Any] = getattr(found, verb)
    return function


@pytest.mark.parametrize("name", NAMES)
def test_it_takes_an_actor_and_a_clock_and_only_named_inputs(name: str) -> None:
    parameters = inspect.signature(function_of(name)).parameters
    assert {"actor", "clock"} <= set(parameters)
    assert {given.kind for given in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", NAMES)
def test_it_refuses_a_post_without_its_permission_before_anything_else(name: str, people: People) -> None:
    before = Entry.objects.count()
    others = frozenset(Permission) - {COMMANDS[name]}
    with pytest.raises(NotAllowed):
        function_of(name)(actor=system_actor("test", MISSION, others), clock=people.clock)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", NAMES)
def test_it_cannot_be_called_inside_another(name: str, people: People) -> None:
    actor = system_actor("test", MISSION, frozenset(Permission))
    with writing("a test"), pytest.raises(RuntimeError, match="a command may not call another"):
        function_of(name)(actor=actor, clock=people.clock)


def test_every_function_that_writes_is_wrapped() -> None:
    bare = [
        f"{module.__name__}.{node.name}"
        for module in modules_named("commands")
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.FunctionDef) and node.returns is not None
        if ast.unparse(node.returns).split("[")[0] in RESULTS and not node.name.startswith("_")
        if f"{module.__name__}.{node.name}" not in COMMANDS
    ]
    assert bare == []


@pytest.mark.parametrize("name", NAMES)
def test_some_test_calls_it(name: str) -> None:
    verb = re.compile(rf"\b{name.rpartition('.')[2]}\b")
    others = (path for path in TESTS.rglob("*.py") if path.parent != TESTS / "house")
    assert any(verb.search(path.read_text(encoding="utf-8")) for path in others)


def test_commands_stand_where_commands_are_looked_for() -> None:
    assert [name for name in NAMES if "commands" not in name.split(".")] == []
    assert "tutela.mission.commands.setup.set_parameter" in NAMES
