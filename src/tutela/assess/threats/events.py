"""What happens in the threat register."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from tutela.ledger.events import Event, event


@event(
    "assess.threats.threats_proposed",
    _("Threats were proposed from the incidents up to {as_of}: {new} new, {changed} changed, {lapsed} lapsed."),
    "P16.1",
    "P16.2",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatsProposed(Event):
    """The machine proposed threats; one entry for each room of information that the proposals belong to.

    `counted` is the number of open threats whose figures were counted anew.
    """

    as_of: str
    since: str
    new: int
    changed: int
    lapsed: int
    counted: int
    proposals: list[str]
    digest: str


@event("assess.threats.threat_raised", _("The threat {subject} was raised: {actor}, {place}."), "P16.1", "P16.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatRaised(Event):
    """A person put a threat into the register, from a proposal or from scratch."""

    actor: str
    place: str
    facts: dict[str, Any]
    incidents: int
    civilians: int
    proposal: str = ""


@event("assess.threats.threat_revised", _("What is said of the threat {subject} was revised."), "P16.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatRevised(Event):
    """What is said of a threat was changed; `changed` holds the new values by field."""

    version: int
    changed: dict[str, Any]


@event("assess.threats.threats_merged", _("{merged} was merged into the threat {subject}."), "P16.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatsMerged(Event):
    """Threats or proposals were merged into a threat, which now also says what they said."""

    version: int
    merged: str
    facts: dict[str, Any]


@event("assess.threats.proposal_rejected", _("The proposal {subject} was rejected."), "P16.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRejected(Event):
    """A person rejected a proposal, with a reason."""

    actor: str
    place: str
    kind: str
    incidents: int
    civilians: int


@event(
    "assess.threats.threat_assessed",
    _("The threat {subject} was assessed: likelihood {likelihood}, impact {impact}, of {steps} steps."),
    "P17.3",
    "P17.4",
    "P17.6",
    "P76.6",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatAssessed(Event):
    """A threat was scored; the reasons stand in the assessment, `digest` covers them."""

    version: int
    number: int
    as_of: str
    values: dict[str, int]
    steps: int
    likelihood: int
    impact: int
    destabilising: int
    risk: int
    risk_step: int
    confidence: str
    lately: int
    mass_atrocity_asked: bool
    has_gender_view: bool
    has_child_view: bool
    digest: str


@event("assess.threats.phase_set", _("The phase of {area} was set."), "P36.6", "P37.1", "P37.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseSet(Event):
    """An area's phases were set, one or several."""

    area: str
    phases: list[str]
    before: list[str]
    since_on: str


@event("assess.threats.threats_ranked", _("The threats were ranked ({subject})."), "P17.3", "P17.4", "P76.1", "P76.6")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatsRanked(Event):
    """The open threats were put in order; the lines follow in entries of their own."""

    area: str
    rule: str
    steps: int
    likelihood_method: str
    impact_method: str


@event("assess.threats.ranks_given", _("Threats were given their lines in the ranking {subject}."), "P76.6", "P76.7")
@dataclass(frozen=True, slots=True, kw_only=True)
class RanksGiven(Event):
    """The lines of a ranking that belong to one area and one room of information, whatever their rank (para
    76).
    """

    lines: list[dict[str, Any]] = field(default_factory=list)


@event("assess.threats.threat_closed", _("The threat {subject} was closed."), "P16.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatClosed(Event):
    """A person closed a threat, with a reason."""

    version: int


@event("assess.threats.threat_reopened", _("The threat {subject} was opened again."), "P16.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatReopened(Event):
    """A person opened a closed threat again, with a reason."""

    version: int


@event("assess.threats.alert_linked", _("An alert was linked to the threat {subject}."), "A13.a", "P76.5")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLinked(Event):
    """An alert bears on this threat; the entry mentions it."""


@event("assess.threats.alert_unlinked", _("An alert was taken off the threat {subject}."), "A13.a")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertUnlinked(Event):
    """An alert does not bear on this threat after all."""
