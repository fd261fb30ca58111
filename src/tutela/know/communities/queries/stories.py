"""What was said of a community earlier."""

from __future__ import annotations

from tutela.access.rules import Actor
from tutela.know.communities.models import CommunityRevision
from tutela.know.communities.queries.scope import RevisionSet

MOST_REVISIONS = 100


def revisions_of(actor: Actor, keys: list[int]) -> list[CommunityRevision]:
    """Return the revisions of a community by its key (the first of those given), the newest first.

    A revision that was held more closely than the newest is left out for whoever may not see what it held.
    """
    rows = RevisionSet(CommunityRevision).visible_to(actor).filter(community__in=keys[:1])
    return list(rows.order_by("-number")[:MOST_REVISIONS])
