"""One source with everything that the actor may know of it, without a word of who it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tutela.access.rules import Actor
from tutela.kernel.clock import from_instant
from tutela.kernel.verdicts import Verdict
from tutela.know.sources.events import SourceGraded
from tutela.know.sources.models import Consent, DisclosureRisk, Reading, RevealRequest, Source
from tutela.know.sources.queries.reveals import grant_of, readings_about, requests_about
from tutela.know.sources.queries.scope import is_owner, sees_reveals, source_named
from tutela.know.sources.queries.using import newest_assessment, verdict_about
from tutela.know.sources.rules.facts import Purpose
from tutela.ledger.queries import entries_of, payload


@dataclass(frozen=True, slots=True)
class ConsentState:
    """A purpose and the newest that the source said about it; `row` is None where it was never asked."""

    purpose: str
    row: Consent | None

    @property
    def is_given(self) -> bool:
        """Whether the source consents now."""
        return self.row is not None and self.row.is_given


@dataclass(frozen=True, slots=True)
class Grading:
    """One judgement of how far a source can be relied on."""

    reliability: str
    before: str
    reason: str
    label: str
    graded_at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """What the page of one source shows. `requests` and `readings` are all of them where `sees_reveals` says so."""

    source: Source
    consents: tuple[ConsentState, ...]
    assessment: DisclosureRisk | None
    rights_case: Verdict
    gradings: tuple[Grading, ...]
    requests: tuple[RevealRequest, ...]
    readings: tuple[Reading, ...]
    grant: RevealRequest | None
    is_owner: bool
    sees_reveals: bool


def source_story(actor: Actor, reference: str, now: datetime) -> Story | None:
    """Return a source with its consents, grades, assessment, requests and openings, or None."""
    source = source_named(actor, reference)
    if source is None:
        return None
    return Story(
        source=source,
        consents=consent_states(source),
        assessment=newest_assessment(source),
        rights_case=verdict_about(source, Purpose.RIGHTS_CASE),
        gradings=tuple(_gradings(source)),
        requests=tuple(requests_about(source, actor)),
        readings=tuple(readings_about(source, actor)),
        grant=grant_of(source, actor, now),
        is_owner=is_owner(source, actor),
        sees_reveals=sees_reveals(source, actor),
    )


def consent_states(source: Source) -> tuple[ConsentState, ...]:
    """Return every purpose with the newest that the source said about it, in the order of the purposes."""
    newest = {row.purpose: row for row in Consent.objects.filter(source=source).order_by("id")}
    return tuple(ConsentState(purpose, newest.get(purpose)) for purpose in Purpose)


def _gradings(source: Source) -> list[Grading]:
    found = []
    for entry in reversed(entries_of(source.mission_id, SourceGraded.event_name, source.reference)):
        facts = payload(entry)
        found.append(
            Grading(
                reliability=str(facts["reliability"]),
                before=str(facts["before"]),
                reason=entry.reason,
                label=entry.label,
                graded_at=from_instant(entry.recorded_at),
            )
        )
    return found
