"""What happens to the mission's own picture of itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tutela.ledger.events import Event, event


@event("mission.mission_created", _("The mission {name} was set up."), "P12.4")
@dataclass(frozen=True, slots=True, kw_only=True)
class MissionCreated(Event):
    """A mission was set up."""

    name: str
    is_exercise: bool


@event(
    "mission.mandate_set",
    _("The mandate {resolution} was recorded; it is up for renewal on {renewal_on}."),
    "P12.4",
    "P12.6",
    "P12.8",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class MandateSet(Event):
    """A mandate was recorded."""

    resolution: str
    adopted_on: str
    renewal_on: str
    chapter_vii: bool
    imminence_required: bool


@event("mission.parameter_set", _("The parameter {name} was set to {value} (before: {before})."))
@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterSet(Event):
    """A parameter got a value."""

    name: str
    value: int | float | str | bool
    before: int | float | str | bool


@event(
    "mission.profile_set", _("It was set whether the mission has this part, and who covers for it: {part}."), "P3.18"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSet(Event):
    """A part of the mission was said to be there or missing; `covered_by` is a role, blank where nobody covers."""

    part: str
    is_absent: bool
    covered_by: str


@event("mission.person_added", _("A person was given a way to sign in."))
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(Event):
    """A person was added; the ledger holds the number, never the name."""

    person: int


@event("mission.password_set", _("The password of person no. {person} was set."))
@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSet(Event):
    """A person's password was set, by themselves or for them; never the password or anything made from it."""

    person: int
    by_themselves: bool


@event("mission.post_created", _("The post {title} was created."), "P83.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostCreated(Event):
    """A post was created with its permissions."""

    title: str
    role: str
    permissions: list[str]


@event("mission.post_taken_up", _("The post {post} was taken up on {from_on}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class PostTakenUp(Event):
    """Somebody took up a post."""

    post: str
    person: int
    from_on: str


@event("mission.post_given_up", _("The post {post} was given up on {to_on}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class PostGivenUp(Event):
    """Somebody gave up a post."""

    post: str
    person: int
    to_on: str


@event("mission.token_issued", _("The token {subject} was issued for the post {post}, in force until {until}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(Event):
    """A program was given a token; never its secret, its digest or its name. `person` answers for it, 0 is nobody."""

    post: str
    person: int
    scope: list[str]
    until: str


@event("mission.token_revoked", _("The token {subject} of the post {post} was revoked."))
@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    """A token opens nothing any more."""

    post: str


@event("mission.snapshot_added", _("The file {filename} was registered as {source} {release}."), "P33.4")
@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotAdded(Event):
    """A data file was registered with its hash."""

    kind: str
    source: str
    release: str
    filename: str
    sha256: str
    size: int


@event(
    "mission.areas_imported",
    _("{new} areas were added, {changed} changed, {unchanged} stayed as they were."),
    "P18.1",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AreasImported(Event):
    """Areas were added or got a new version."""

    new: int
    changed: int
    unchanged: int
    digest: str


@event(
    "mission.bases_imported",
    _("{new} bases were added, {changed} changed, {unchanged} stayed as they were."),
    "P18.5",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BasesImported(Event):
    """Bases and the periods in which they stood were added."""

    new: int
    changed: int
    unchanged: int
    digest: str


@event("mission.unit_set", _("The unit {name} was recorded."), "P18.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSet(Event):
    """A unit was added or changed."""

    name: str
    component: str
    base: str
    area: str


@event("mission.partner_set", _("The partner {name} was recorded."), "P27.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSet(Event):
    """A partner was added or changed."""

    name: str
    kind: str
