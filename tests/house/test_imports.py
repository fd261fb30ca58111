"""Apps of the wings see only each other's `queries` and `events`; only outer rooms call their commands.

import-linter holds the order of the floors (pyproject.toml). This test adds what it cannot say in general.
"""

from __future__ import annotations

import grimp
import pytest

WINGS = ("know", "assess", "act", "account")
FOR_ALL = {"queries", "events"}
# Rules are plain values and pure functions: an outer room needs them to say what it wants (docs/adr).
VALUES_AND_VERBS = {"commands", "rules"}
OUTER_ROOMS = {"exchange", "cli", "demo", "web", "api"}
# The wiring knows everything: it collects addresses, tables and handlers.
WIRING = "config"


def app_of(module: str) -> tuple[str, str] | None:
    """Return the wing and the app that a module belongs to, or None if it belongs to no app of a wing."""
    parts = module.split(".")
    return (parts[1], parts[2]) if len(parts) > 2 and parts[1] in WINGS else None


def is_allowed(importer: str, imported: str) -> bool:
    """Return whether a module may import another, as far as apps of the wings go."""
    target = app_of(imported)
    room = importer.split(".")[1] if "." in importer else ""
    if target is None or app_of(importer) == target or room == WIRING:
        return True
    part = imported.split(".")[3] if imported.count(".") > 2 else ""
    return part in FOR_ALL or (room in OUTER_ROOMS and part in VALUES_AND_VERBS)


def test_apps_see_of_each_other_only_queries_and_events() -> None:
    graph = grimp.build_graph("tutela", cache_dir=None)
    crossings = [
        f"{importer} -> {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if not is_allowed(importer, imported)
    ]
    assert crossings == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("tutela.assess.threats.rules", "tutela.know.incidents.queries", True),
        ("tutela.assess.threats.commands", "tutela.know.incidents.events", True),
        ("tutela.assess.threats.commands", "tutela.know.incidents.queries.nearby", True),
        ("tutela.assess.threats.commands", "tutela.know.incidents.commands", False),
        ("tutela.assess.threats.models", "tutela.know.incidents.models", False),
        ("tutela.know.incidents.pages", "tutela.know.incidents.models", True),
        ("tutela.demo.story", "tutela.know.incidents.commands", True),
        ("tutela.web.map.pages", "tutela.know.incidents.models", False),
        ("tutela.config.urls", "tutela.know.incidents.urls", True),
        ("tutela.know.incidents.models", "tutela.kernel.places", True),
    ],
)
def test_the_rule_tells_right_from_wrong(importer: str, imported: str, allowed: bool) -> None:
    assert is_allowed(importer, imported) is allowed
