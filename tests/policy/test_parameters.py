"""Every number that the policy leaves open has a default, bounds, a reason and a citation; no other value gets in."""

from __future__ import annotations

import pytest

from tutela.kernel.refusals import Invalid
from tutela.policy.catalogue import dangling
from tutela.policy.parameters import Parameter, Value, parameters

ALL = list(parameters().values())


def name_of(parameter: Parameter) -> str:
    return parameter.name


@pytest.mark.parametrize("parameter", ALL, ids=name_of)
def test_it_is_declared_in_full(parameter: Parameter) -> None:
    assert parameter.checked(parameter.default) == parameter.default
    assert type(parameter.checked(parameter.default)) is type(parameter.default)
    assert parameter.unit
    assert parameter.reason.endswith(".")
    assert set(parameter.labels) == {"en", "fr"}
    assert parameter.cites
    assert dangling(parameter.cites) == []
    assert bool(parameter.choices) != (parameter.minimum is not None and parameter.maximum is not None)


def test_they_are_sorted_and_named_after_their_files() -> None:
    assert list(parameters()) == sorted(parameters())
    assert parameters()["near_base_km"].default == 10.0


WHOLE, MEASURE, CHOICE = (parameters()[name] for name in ("scale_steps", "near_base_km", "likelihood_method"))


@pytest.mark.parametrize(
    ("parameter", "value", "kept"),
    [
        (WHOLE, 3, 3),
        (WHOLE, 7, 7),
        (WHOLE, "4", 4),
        (WHOLE, 4.0, 4),
        (MEASURE, 0.5, 0.5),
        (MEASURE, 100, 100.0),
        (MEASURE, "12.5", 12.5),
        (CHOICE, "highest", "highest"),
    ],
)
def test_a_value_within_bounds_is_kept_in_the_parameters_own_type(
    parameter: Parameter, value: Value, kept: Value
) -> None:
    assert parameter.checked(value) == kept
    assert type(parameter.checked(value)) is type(kept)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        *((WHOLE, value) for value in (2, 8, -1, 4.5, "4.5", True, "", "many", float("inf"), float("nan"), "1e400")),
        *((MEASURE, value) for value in (0.49, 100.01, "nan", "inf", float("nan"), False, "ten", "1e400")),
        *((CHOICE, value) for value in ("Highest", "", 1, True)),
    ],
)
def test_any_other_value_is_refused_with_what_would_do(parameter: Parameter, value: Value) -> None:
    with pytest.raises(Invalid, match=f"for {parameter.name}") as refusal:
        parameter.checked(value)
    assert "Choose one of: mean, highest." in refusal.value.remedy or "Give a number from" in refusal.value.remedy


def test_a_parameter_without_bounds_still_refuses_what_is_no_number() -> None:
    free = Parameter("free", {"en": "Free"}, "units", 1.0, "A reason.", ("P1.1",))
    assert free.checked(-1e9) == -1e9
    with pytest.raises(Invalid):
        free.checked(float("inf"))


def test_a_label_falls_back_to_english() -> None:
    assert WHOLE.label("fr-cd") == WHOLE.labels["fr"]
    assert WHOLE.label("ar") == WHOLE.labels["en"]
