"""The mission's areas as JSON."""

from __future__ import annotations

from django.utils.translation import gettext_noop as said
from ninja import Query, Router
from pydantic import Field

from tutela.access.endpoints import Answer, Paged, opens, piece_of
from tutela.access.gate import ActorRequest
from tutela.access.permissions import Permission
from tutela.mission.models import Area
from tutela.mission.queries import areas

router = Router(tags=[said("The mission")])


class AreaFacts(Answer):
    """An area as it is now. Its outline is on the page of areas as GeoJSON."""

    code: str
    name: str
    level: int
    pcode: str
    parent: str = Field(description="The code of the area above; empty at the top.")
    path: str = Field(description="The codes from the top down: what lies below an area begins with its path.")
    is_disputed: bool


class AreaList(Answer):
    """A piece of the list of areas."""

    items: list[AreaFacts]
    next: str = Field(description="The cursor of the next piece; empty at the end.")


@router.get("/areas", summary=said("The areas of the mission"), **opens(Permission.MISSION_READ, {200: AreaList}))
def list_areas(request: ActorRequest, asked: Query[Paged]) -> AreaList:
    """Return the areas, each after the one above it."""
    rows = areas(request.actor).defer("geometry", "outline")
    found, following = piece_of(rows, "path", asked, kind=str, descending=False)
    return AreaList(items=[_facts(row) for row in found], next=following)


def _facts(row: Area) -> AreaFacts:
    above = row.path.rstrip("/").split("/")[:-1]
    return AreaFacts(
        code=row.code,
        name=row.name,
        level=row.level,
        pcode=row.pcode,
        parent=above[-1] if above else "",
        path=row.path,
        is_disputed=row.disputed,
    )
