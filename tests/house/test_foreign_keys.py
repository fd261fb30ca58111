"""Tables point to their own app or to a lower floor, and nothing points back: an import check cannot see this."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models

# From the lowest floor up; a wing's apps in their own order. Django's own tables lie below all.
FLOORS = (
    "tutela.access",
    "tutela.ledger",
    "tutela.mission",
    "tutela.know.sources",
    "tutela.know.alerts",
    "tutela.know.incidents",
    "tutela.know.communities",
    "tutela.assess.threats",
    "tutela.account.timeline",
    "tutela.account.products",
    "tutela.exchange",
    "tutela.web",
    "tutela.demo",
)
RELATIONS = [
    field
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("tutela.")
    for field in model._meta.get_fields(include_hidden=True)
    if isinstance(field, models.ForeignKey | models.ManyToManyField)
]


def floor(model: type[models.Model]) -> int:
    """Return how high a model lives; -1 for Django's own."""
    if not model.__module__.startswith("tutela."):
        return -1
    return next(height for height, room in enumerate(FLOORS) if f"{model.__module__}.".startswith(f"{room}."))


def goes_down(owner: type[models.Model], target: type[models.Model]) -> bool:
    return owner._meta.app_label == target._meta.app_label or floor(target) < floor(owner)


def name_of(field: models.Field[Any, Any]) -> str:
    return f"{field.model._meta.label}.{field.name}"


@pytest.mark.parametrize("field", RELATIONS, ids=name_of)
def test_it_points_down_and_hides_the_way_back(field: models.ForeignKey[models.Model, models.Model]) -> None:
    assert goes_down(field.model, field.related_model)
    assert field.remote_field.related_name == "+"


@pytest.mark.parametrize("field", RELATIONS, ids=name_of)
def test_what_is_pointed_to_is_not_deleted_with_what_was_written(
    field: models.ForeignKey[models.Model, models.Model],
) -> None:
    """Only a part goes with its whole: an alias with its area, a period with its base."""
    cascades = field.remote_field.on_delete is models.CASCADE
    assert not cascades or field.related_model._meta.app_label == field.model._meta.app_label
    assert not (cascades and getattr(field.model, "append_only", False))


def test_there_are_relations_to_look_at() -> None:
    assert {"mission.Area.parent", "access.Holding.post"} <= {name_of(field) for field in RELATIONS}


def test_the_check_tells_up_from_down() -> None:
    access, ledger, mission = (apps.get_model(label) for label in ("access.Post", "ledger.Entry", "mission.Area"))
    assert goes_down(mission, ledger)
    assert goes_down(ledger, access)
    assert not goes_down(access, mission)
    assert not goes_down(ledger, mission)
