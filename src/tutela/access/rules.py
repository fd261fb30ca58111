"""Who is acting, and what that post may do and see: plain values without a database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

from tutela.kernel.refusals import NotAllowed
from tutela.kernel.sentences import Sentence


class Sensitivity(IntEnum):
    """How widely a record may be known; the policy names no levels, so the mission's house rule does."""

    UNCLASSIFIED = 0
    CONFIDENTIAL = 1
    STRICTLY_CONFIDENTIAL = 2


class Compartment(StrEnum):
    """Closed rooms of information: a post enters one only when it is named for it."""

    SOURCES = "sources"
    CHILD_PROTECTION = "child_protection"
    SEXUAL_VIOLENCE = "sexual_violence"
    HUMAN_RIGHTS_CASES = "human_rights_cases"
    INDIVIDUAL_PROTECTION = "individual_protection"
    DETENTION = "detention"
    MISCONDUCT = "misconduct"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a post, or a named part of the software; what every command and query is asked by.

    `area_path` is the subtree of areas that the post covers, as the path of its top area; empty is the whole
    mission. `label` is what the ledger and other people see: the post's title, never a private name.
    """

    mission: str
    post: str
    label: str
    permissions: frozenset[str]
    person: int | None = None
    person_name: str = ""
    area_path: str = ""
    component: str = ""
    clearance: Sensitivity = Sensitivity.UNCLASSIFIED
    compartments: frozenset[str] = field(default_factory=frozenset)
    is_system: bool = False
    mission_name: str = ""
    area_label: str = ""
    title: str = ""

    @property
    def post_title(self) -> str:
        """The post's title for the frame of the page, in the reader's language where the role has one."""
        return self.title or self.label

    @property
    def person_label(self) -> str:
        """The person's own name: shown to that person only, never stored in the ledger."""
        return self.person_name

    def may(self, permission: str) -> bool:
        """Return whether the post carries the permission at all."""
        return permission in self.permissions

    def covers(self, area_path: str | None) -> bool:
        """Return whether an area lies in the post's subtree; what has none belongs to the whole mission."""
        if not self.area_path:
            return True
        return area_path is not None and area_path.startswith(self.area_path)

    def enters(self, compartment: str) -> bool:
        """Return whether the post may know what is kept in the compartment; an empty name is none."""
        return not compartment or compartment in self.compartments

    def require(self, permission: str, *, area_path: str | None = "") -> None:
        """Raise NotAllowed unless the post carries the permission, and in that area when one is given."""
        if not self.may(permission):
            raise NotAllowed(
                Sentence("Your post does not carry the permission for this."),
                remedy=Sentence("Ask the person who manages posts in your mission, or act in a post that carries it."),
            )
        if area_path != "" and not self.covers(area_path):
            raise NotAllowed(
                Sentence("This lies outside the area of your post."),
                remedy=Sentence("Ask the field office that covers the area, or mission headquarters."),
            )


def system_actor(name: str, mission: str, permissions: frozenset[str]) -> Actor:
    """Return the explicit actor for a part of the software, with just the permissions it is given."""
    return Actor(
        mission=mission,
        post=f"system:{name}",
        label=f"Tutela ({name})",
        permissions=permissions,
        clearance=Sensitivity.STRICTLY_CONFIDENTIAL,
        compartments=frozenset(Compartment),
        is_system=True,
    )


def narrowed(actor: Actor, permissions: frozenset[str]) -> Actor:
    """Return the same actor with no more than the given permissions: for work done on somebody's behalf."""
    return replace(actor, permissions=actor.permissions & permissions)
