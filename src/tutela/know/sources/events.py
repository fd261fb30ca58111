"""What happens to sources. No event holds a word of who one is, nor the number by which it was looked for.

All belong to the compartment of sources: that somebody spoke to the mission, when and with whom, can tell who it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Compartment, Sensitivity
from tutela.kernel.sentences import Sentence
from tutela.know.sources.rules.consents import DISCLOSURES, HOWS
from tutela.know.sources.rules.facts import KINDS, PURPOSES, RISKS
from tutela.know.sources.rules.reveals import REVEAL_PURPOSES
from tutela.ledger.events import Event, event

WORDS: dict[str, Mapping[str, Sentence]] = {
    "kind": KINDS,
    "risk": RISKS,
    "consent": PURPOSES,
    "how": HOWS,
    "purpose": REVEAL_PURPOSES,
    "result": DISCLOSURES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvent(Event):
    """The base of all of them: in the compartment of sources, codes told in the reader's language."""

    compartment: str = Compartment.SOURCES.value

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return a fact as the sentence tells it; a code that is not known any more as it is."""
        value = facts[name]
        known = WORDS.get(name, {}).get(value) if isinstance(value, str) else None
        return known.told(gettext) if known else value


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealEvent(SourceEvent):
    """The base of what concerns seeing who a source is: confidential besides."""

    sensitivity: int = Sensitivity.CONFIDENTIAL.value


@event("know.sources.source_recorded", _("The source {subject} was recorded; who it is was locked away."), "P32.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecorded(SourceEvent):
    """Somebody told the mission something for the first time. `consents` are codes of purposes."""

    kind: str
    reliability: str
    risk: str
    consents: list[str]
    has_identity: bool


@event("know.sources.source_joined", _("The source {subject} told the mission something again."))
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceJoined(SourceEvent):
    """A telephone number that is known spoke again; `filled` names the parts of its identity that were blank before."""

    filled: list[str]


@event("know.sources.source_graded", _("The source {subject} was graded {reliability}."), "A13.a")
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGraded(SourceEvent):
    """How far a source can be relied on was judged, from A to F."""

    reliability: str
    before: str


@event("know.sources.risk_noted", _("The risk to the source {subject} was noted: {risk}."), "P32.1", "P32.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class RiskNoted(SourceEvent):
    """How much danger talking to the mission brings the source was judged; a note, if any, lies in the vault."""

    risk: str
    before: str
    has_note: bool


@event("know.sources.consent_given", _("The source {subject} consented: {consent}."), "P32.4")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(SourceEvent):
    """A source consented to one purpose, told what it means."""

    consent: str
    how: str


@event("know.sources.consent_withdrawn", _("The source {subject} no longer consents: {consent}."), "P32.4")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(SourceEvent):
    """A source withdrew its consent to one purpose."""

    consent: str
    how: str


@event("know.sources.disclosure_assessed", _("Disclosure was assessed for the source {subject}: {result}."), "P32.5")
@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureAssessed(SourceEvent):
    """Whether disclosing a case puts anybody at risk was judged; the reasons lie in the vault."""

    result: str


@event("know.sources.identity_requested", _("Somebody asked to see who the source {subject} is: {purpose}."), "P32.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRequested(RevealEvent):
    """A post asked to see who a source is."""

    request: str
    purpose: str


@event("know.sources.identity_granted", _("A custodian let {post} see who the source {subject} is."), "P32.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityGranted(RevealEvent):
    """A custodian opened an identity to one post and person until `expires_at`."""

    request: str
    post: str
    expires_at: str


@event("know.sources.identity_refused", _("A custodian did not let {post} see who the source {subject} is."), "P32.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRefused(RevealEvent):
    """A custodian refused a request."""

    request: str
    post: str


@event("know.sources.grant_revoked", _("A custodian closed to {post} who the source {subject} is."), "P32.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRevoked(RevealEvent):
    """A custodian took a grant back before its time."""

    request: str
    post: str


@event("know.sources.identity_opened", _("Who the source {subject} is was opened and read."), "P32.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityOpened(RevealEvent):
    """Somebody opened an identity; `times` counts the openings under the request."""

    request: str
    times: int


@event("know.sources.identity_erased", _("Who the source {subject} is was erased for good."), "P32.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityErased(RevealEvent):
    """An identity and what finds it were removed; the source and all it told stay."""


@event("know.sources.source_searched", _("Somebody looked for a source by a telephone number; {found} found."), "P32.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSearched(RevealEvent):
    """A number was looked up. The number is not here; what was found is related."""

    found: int


@event("know.sources.source_contacted", _("A message was sent to the source {subject}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceContacted(SourceEvent):
    """The software sent a message to a source that consented; `channel` says how, `about` what it answered."""

    channel: str
    about: str


@event("know.sources.identities_rewrapped", _("{count} identities were locked under the key {key}; {left} are left."))
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentitiesRewrapped(RevealEvent):
    """A piece of a change of keys: `count` identities now open under `key`, `left` under older ones."""

    key: str
    count: int
    left: int
