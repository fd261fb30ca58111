"""All reading of sources, scoped to an actor. Nothing here tells who a source is but `contact_of`, to the software."""

from __future__ import annotations

from tutela.know.sources.queries.keys import KeyUse, key_use, left_to_rewrap
from tutela.know.sources.queries.reveals import (
    grant_for,
    grants_in_force,
    request_named,
    requests,
    waiting_count,
    waiting_requests,
)
from tutela.know.sources.queries.scope import (
    EVERY_SOURCE,
    SourcesWanted,
    reference_of,
    source_key,
    source_named,
    sources,
)
from tutela.know.sources.queries.stories import ConsentState, Grading, Story, source_story
from tutela.know.sources.queries.using import Contact, consents_in_force, contact_of, may_use
from tutela.know.sources.rules.facts import KINDS, PURPOSES, RELIABILITY, RISKS, Purpose

__all__ = [
    "EVERY_SOURCE",
    "KINDS",
    "PURPOSES",
    "RELIABILITY",
    "RISKS",
    "ConsentState",
    "Contact",
    "Grading",
    "KeyUse",
    "Purpose",
    "SourcesWanted",
    "Story",
    "consents_in_force",
    "contact_of",
    "grant_for",
    "grants_in_force",
    "key_use",
    "left_to_rewrap",
    "may_use",
    "reference_of",
    "request_named",
    "requests",
    "source_key",
    "source_named",
    "source_story",
    "sources",
    "waiting_count",
    "waiting_requests",
]
