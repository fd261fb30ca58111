"""The ids of the policy's demands: what a rule, a parameter or an event may cite."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def demand_ids() -> frozenset[str]:
    """Return the ids of all demands: `P<paragraph>.<n>` and `A<section>.<letter>`."""
    return frozenset(files(__package__).joinpath("ids.txt").read_text(encoding="utf-8").split())


def dangling(cites: Iterable[str]) -> list[str]:
    """Return the cited ids that are no demand, sorted."""
    return sorted(set(cites) - demand_ids())


def paragraph(demand: str) -> str:
    """Return the paragraph or annex item of a demand's id: `77` for P77.5, `A.13.b` for A13.b.1.

    Demands of the front matter (`FM.1`) and of the lists in section E (`E.1`) keep the name of their part.
    """
    head, *rest = demand.split(".")
    if head.startswith("P"):
        return head[1:]
    if not head.startswith("A"):
        return head
    letters = [part for part in rest if not part.isdigit()]
    return ".".join([f"{head[0]}.{head[1:]}", *letters])
