"""The questions that narrow the board and the proposals; they live in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.assess.threats.queries import Narrowing, ThreatView
from tutela.assess.threats.queries.wording import NATURE_WORDS, language
from tutela.assess.threats.rules.kinds import kinds
from tutela.mission.queries import areas
from tutela.policy.vocabulary import terms
from tutela.web.components import filters
from tutela.web.components.scales import RISK_WORDS

STEPS = [(str(step), str(step)) for step in range(1, 8)]


def _common(actor: Actor) -> tuple[filters.OneOf, ...]:
    def covered() -> list[tuple[str, str]]:
        rows = areas(actor).values_list("code", "name", "path")
        return [(code, name) for code, name, path in rows if actor.covers(path)]

    return (
        filters.OneOf(name="area", label=_("Area and below"), choices=covered),
        filters.OneOf(
            name="kind",
            label=_("Kind of violence"),
            choices=lambda: [(code, kind.label(language())) for code, kind in kinds().items()],
        ),
        filters.OneOf(
            name="actor_kind",
            label=_("Kind of actor"),
            choices=lambda: [(code, term.label(language())) for code, term in terms("actor_kinds").items()],
        ),
        filters.OneOf(name="nature", label=_("State"), choices=list(NATURE_WORDS.items())),
    )


def board_filters(actor: Actor) -> filters.FilterSet:
    """Return the questions of the board."""
    return filters.FilterSet(
        (
            filters.Text(name="q", label=_("Reference, actor or place")),
            *_common(actor),
            filters.OneOf(
                name="risk", label=_("Risk"), choices=[(str(step), words) for step, words in RISK_WORDS.items()]
            ),
            filters.OneOf(name="likelihood", label=_("Likelihood"), choices=STEPS),
            filters.OneOf(name="impact", label=_("Impact"), choices=STEPS),
            filters.Flag(name="first", label=_("Comes first")),
            filters.Flag(name="owed", label=_("Waits for something")),
            filters.Flag(name="unassessed", label=_("Not assessed")),
        )
    )


def proposal_filters(actor: Actor) -> filters.FilterSet:
    """Return the questions of the list of proposals."""
    return filters.FilterSet((filters.Text(name="q", label=_("Reference, actor or place")), *_common(actor)))


def narrowing(values: Mapping[str, object], paths: Mapping[str, str]) -> Narrowing:
    """Return what the address asks of the proposals; `paths` maps an area's code to its path."""
    return Narrowing(
        text=str(values.get("q", "")),
        area_path=paths.get(str(values.get("area", "")), ""),
        kind=str(values.get("kind", "")),
        actor_kind=str(values.get("actor_kind", "")),
        nature=str(values.get("nature", "")),
    )


def narrowed(rows: Sequence[ThreatView], values: Mapping[str, object], paths: Mapping[str, str]) -> list[ThreatView]:
    """Return the threats that fit what the address asks; `paths` maps an area's code to its path."""
    return [row for row in rows if _fits(row, values, paths) and _fits_board(row, values)]


def _fits(row: ThreatView, values: Mapping[str, object], paths: Mapping[str, str]) -> bool:
    text = str(values.get("q", "")).casefold()
    said = f"{row.reference} {row.label} {row.actor_name} {row.area_name}".casefold()
    area = paths.get(str(values.get("area", "")), "")
    exact = all(getattr(row, name) == values[name] for name in ("kind", "actor_kind", "nature") if name in values)
    return exact and text in said and row.area_path.startswith(area)


def _fits_board(row: ThreatView, values: Mapping[str, object]) -> bool:
    scored, place = row.scored, row.place_recorded
    checks = {
        "risk": scored is not None and str(scored.risk_step) == values.get("risk"),
        "likelihood": scored is not None and str(scored.likelihood) == values.get("likelihood"),
        "impact": scored is not None and str(scored.impact) == values.get("impact"),
        "first": place is not None and place.is_prioritised is True,
        "owed": bool(row.new_incidents or row.is_stale or scored is None),
        "unassessed": scored is None,
    }
    return all(fits for name, fits in checks.items() if name in values)


def area_paths(actor: Actor) -> dict[str, str]:
    """Return the path of every area by its code."""
    return dict(areas(actor).values_list("code", "path"))
