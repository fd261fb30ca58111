"""Reading who is in the mission: its posts, who holds them, and the people it may put into them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tutela.access.models import Holding, Person, Post
from tutela.access.permissions import Permission
from tutela.access.queries import posts_of
from tutela.access.rules import Actor
from tutela.ledger.queries import entries
from tutela.mission.models import Area
from tutela.mission.queries import post_templates
from tutela.policy.vocabulary import term_label


@dataclass(frozen=True, slots=True)
class StaffedPost:
    """A post with its title and component in the reader's language, its area's name and who holds it."""

    post: Post
    title: str
    component: str
    area: str
    holdings: tuple[Holding, ...]

    def held_on(self, day: date) -> tuple[Holding, ...]:
        """Return the holdings in force on a day."""
        return tuple(held for held in self.holdings if held.from_on <= day and (held.to_on or day) >= day)


def post_title(post: Post, language: str) -> str:
    """Return a post's title: the role's own name in that language unless the mission gave the post another."""
    template = post_templates().get(post.role)
    if template is None or post.title != template.labels["en"]:
        return post.title
    return template.labels.get(language.split("-", maxsplit=1)[0], post.title)


def area_names(posts: Iterable[Post]) -> dict[tuple[str, str], str]:
    """Return the names of the areas that posts cover, by mission and path; one query. For signing in too."""
    wanted = {(post.mission, post.area_path) for post in posts if post.area_path}
    rows = Area.objects.filter(
        mission_id__in={mission for mission, _path in wanted}, path__in={path for _mission, path in wanted}
    )
    return {(mission, path): name for mission, path, name in rows.values_list("mission_id", "path", "name")}


def staffed(posts: Iterable[Post], holdings: Iterable[Holding], language: str) -> list[StaffedPost]:
    """Put posts and their holdings together, in the posts' order."""
    posts = list(posts)
    areas = area_names(posts)
    by_post: dict[int, list[Holding]] = {}
    for held in holdings:
        by_post.setdefault(held.post_id, []).append(held)
    return [
        StaffedPost(
            post=post,
            title=post_title(post, language),
            component=term_label("components", post.component, language) if post.component else "",
            area=areas.get((post.mission, post.area_path), ""),
            holdings=tuple(by_post.get(post.pk, ())),
        )
        for post in posts
    ]


def staffing(actor: Actor, language: str) -> list[StaffedPost]:
    """Return the mission's posts with everybody who held them, the newest first; three queries."""
    posts = list(posts_of(actor))
    return staffed(posts, holdings_of(actor), language)


def staffed_post(actor: Actor, slug: str, language: str) -> StaffedPost | None:
    """Return one post of the mission, or None."""
    post = posts_of(actor).filter(slug=slug).first()
    if post is None:
        return None
    return staffed([post], [held for held in holdings_of(actor) if held.post_id == post.pk], language)[0]


def holdings_of(actor: Actor) -> list[Holding]:
    """Return who held which post of the mission, the newest first."""
    if not actor.may(Permission.MISSION_READ):
        return []
    rows = Holding.objects.filter(post__mission=actor.mission).select_related("person", "post")
    return list(rows.order_by("-from_on", "-pk"))


def people_of(actor: Actor) -> list[Person]:
    """Return the people whom the mission knows: who holds or held a post in it, or was added by it.

    Nobody else's staff is shown. For those who say who holds which post.
    """
    if not actor.may(Permission.POST_CHANGE):
        return []
    held = Holding.objects.filter(post__mission=actor.mission).values("person_id")
    return list(Person.objects.filter(Q(pk__in=held) | Q(pk__in=_added_by(actor)), is_active=True).order_by("name"))


def person_of(actor: Actor, key: int) -> Person | None:
    """Return one of the people whom the mission knows, or None."""
    return next((person for person in people_of(actor) if person.pk == key), None)


def _added_by(actor: Actor) -> list[int]:
    subjects = entries(actor).filter(event="mission.person_added").values_list("subject", flat=True)
    return [int(subject.partition(":")[2]) for subject in subjects]
