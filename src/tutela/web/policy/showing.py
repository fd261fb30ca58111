"""What the browser's pages show of a demand, a duty, an erratum and a role: plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tutela.access.permissions import Permission
from tutela.access.queries import posts_of
from tutela.access.rules import Actor
from tutela.account.duties.queries import standings_for
from tutela.policy.catalogue import Demand, Erratum, errata, paragraph
from tutela.policy.catalogue.coverage import Cover
from tutela.policy.duties import Duty, Standing, State, duties
from tutela.policy.roles import responsibilities, roles, roles_of_addressee
from tutela.policy.vocabulary import term_label
from tutela.web.components.errors import in_readers_language
from tutela.web.components.scales import TimeState
from tutela.web.policy.bars import mark_of
from tutela.web.policy.leads import Lead, lead_of, role_label
from tutela.web.policy.pointers import answers, covers
from tutela.web.policy.wording import (
    CAPABILITY_WORDS,
    COVER_WORDS,
    DISPOSITION_WORDS,
    GROUP_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    WEIGHT_WORDS,
    Words,
    footnote_words,
    language,
)

# Which of the three time states draws a duty's state; the others are told in words alone.
TIME_STATES: dict[State, TimeState] = {
    State.MET: TimeState.IN_TIME,
    State.DUE_SOON: TimeState.DUE_SOON,
    State.DUE: TimeState.DUE_SOON,
    State.OVERDUE: TimeState.OVERDUE,
}


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role with its name, its page, how much falls to it, and the mission's posts that hold it."""

    code: str
    label: str
    address: str
    sections: tuple[str, ...] = ()
    responsibilities: int = 0
    duties: int = 0
    posts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DutyView:
    """How a duty that answers a demand stands, and why; without a standing where the reader may not know."""

    name: str
    label: str
    address: str
    owed_by: tuple[str, ...]
    mark: str = ""
    state: Words = ""
    reasons: tuple[str, ...] = ()
    due_at: datetime | None = None
    decided_by: tuple[int, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether its standing is shown."""
        return bool(self.state)


@dataclass(frozen=True, slots=True)
class ErratumView:
    """A defect of the text and how it is read, with the paragraphs it concerns."""

    code: str
    group: Words
    defect: str
    reading: str
    paragraphs: tuple[str, ...]
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemandView:
    """A demand in the reader's language."""

    id: str
    paragraph: str
    footnote: str
    text: str
    rhythm: str
    evidence: str
    kind: Words
    disposition: Words
    weight: Words
    capability: Words
    addressees: tuple[str, ...]
    cover: Cover
    cover_words: Words
    place: int = 0

    @property
    def addressed(self) -> str:
        """Whom it addresses, in one line."""
        return ", ".join(self.addressees)

    @property
    def marked(self) -> SafeString:
        """How far it is answered, with its sign."""
        return format_html('<span class="cover-mark">{}{}</span>', self.sign, self.cover_words)

    @property
    def sign(self) -> SafeString:
        """The sign of how far it is answered."""
        return mark_of(self.cover)

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("policy:demand", args=[self.id])


def demand_view(row: Demand, place: int = 0) -> DemandView:
    """Return a demand in the reader's language; `place` is its place in the policy's order."""
    told, state = language(), covers()[row.id]
    return DemandView(
        id=row.id,
        paragraph=paragraph(row.id),
        footnote=footnote_words(row.paragraph),
        text=row.text(told),
        rhythm=row.rhythm(told),
        evidence=row.shown_by(told),
        kind=KIND_WORDS[row.kind],
        disposition=DISPOSITION_WORDS[row.disposition],
        weight=WEIGHT_WORDS[row.weight],
        capability=CAPABILITY_WORDS.get(row.capability, row.capability),
        addressees=tuple(term_label("addressees", code, told) for code in row.addressees),
        cover=state,
        cover_words=COVER_WORDS[state],
        place=place,
    )


def leads_of(demand: str, actor: Actor) -> list[Lead]:
    """Return what answers a demand, duties left out: they are shown with how they stand."""
    return [lead_of(one, actor) for one in answers().get(demand, ()) if one.pointer.kind != "duty"]


def duties_of(demand: str) -> list[Duty]:
    """Return the duties that answer a demand."""
    return [duties()[one.pointer.name] for one in answers().get(demand, ()) if one.pointer.kind == "duty"]


def standings_of(demands: Iterable[str], actor: Actor, now: datetime) -> dict[str, Standing]:
    """Return by name how the duties that answer some demands stand; the ledger is not read where there are none."""
    wanted = {duty.name for demand in demands for duty in duties_of(demand)}
    if not wanted:
        return {}
    return {one.duty.name: one for one in standings_for(actor, now) if one.duty.name in wanted}


def duty_view(duty: Duty, actor: Actor, standings: Mapping[str, Standing]) -> DutyView:
    """Return a duty with its standing, where the reader may know it."""
    standing = standings.get(duty.name)
    address = reverse("duties:duty", args=[duty.name]) if may_know_standings(actor) else ""
    if standing is None:
        return DutyView(duty.name, duty.label(language()), address, _owed_by(duty.posts))
    drawn = TIME_STATES.get(standing.state)
    return DutyView(
        name=duty.name,
        label=duty.label(language()),
        address=address,
        owed_by=_owed_by(standing.posts),
        mark=drawn.value if drawn else "",
        state=STATE_WORDS[standing.state],
        reasons=tuple(str(in_readers_language(reason)) for reason in standing.reasons),
        due_at=standing.due_at,
        decided_by=standing.decided_by,
    )


def _owed_by(posts: Iterable[str]) -> tuple[str, ...]:
    """Return roles by name; what covers for a missing part may be a part itself."""
    told = language()
    return tuple(role_label(one) if one in roles() else term_label("components", one, told) for one in posts)


def erratum_view(one: Erratum) -> ErratumView:
    """Return a defect in the reader's language."""
    return ErratumView(
        code=one.code,
        group=GROUP_WORDS.get(one.group, one.group),
        defect=one.defect(language()),
        reading=one.reading(language()),
        paragraphs=tuple(dict.fromkeys(paragraph(demand) for demand in one.cites)),
        demands=one.cites,
    )


def errata_of(demand: str) -> list[ErratumView]:
    """Return the defects that concern a demand."""
    return [erratum_view(one) for one in errata().values() if demand in one.cites]


def role_views(actor: Actor) -> list[RoleView]:
    """Return every role in the order of Annex A, with the posts of the mission that hold it."""
    held: dict[str, list[tuple[str, str]]] = {}
    for post in posts_of(actor):
        held.setdefault(post.role, []).append((post.title, reverse("mission:post", args=[post.slug])))
    return [_role_view(code, tuple(held.get(code, ()))) for code in roles()]


def role_view(code: str, actor: Actor) -> RoleView:
    """Return one role. Raises KeyError for an unknown one."""
    posts = posts_of(actor).filter(role=code)
    return _role_view(code, tuple((post.title, reverse("mission:post", args=[post.slug])) for post in posts))


def _role_view(code: str, posts: tuple[tuple[str, str], ...]) -> RoleView:
    return RoleView(
        code=code,
        label=role_label(code),
        address=reverse("policy:role", args=[code]),
        sections=tuple(f"A.{section[1:]}" for section in roles()[code].sections),
        responsibilities=len(responsibilities(code)),
        duties=sum(code in duty.posts for duty in duties().values()),
        posts=posts,
    )


def roles_meant(row: Demand) -> list[tuple[str, str]]:
    """Return the roles that a demand falls to, each with its page; none for what falls to everybody."""
    meant = dict.fromkeys(code for name in row.addressees for code in roles_of_addressee(name))
    if len(meant) == len(roles()):
        return []
    return [(role_label(code), reverse("policy:role", args=[code])) for code in meant]


def may_know_standings(actor: Actor) -> bool:
    """Return whether the reader may know how duties stand."""
    return actor.may(Permission.DUTY_READ)
