"""What a source is, what it consents to and who may see who it is: plain values and pure functions."""

from __future__ import annotations

from tutela.know.sources.rules.facts import (
    KINDS,
    PURPOSES,
    RELIABILITY,
    RISKS,
    Identity,
    Kind,
    Purpose,
    Risk,
    SourceFacts,
)

__all__ = ["KINDS", "PURPOSES", "RELIABILITY", "RISKS", "Identity", "Kind", "Purpose", "Risk", "SourceFacts"]
