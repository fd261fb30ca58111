"""All writing of the sources app, one function a verb."""

from __future__ import annotations

from tutela.know.sources.commands.consenting import record_consent, withdraw_consent
from tutela.know.sources.commands.erasing import erase_identity
from tutela.know.sources.commands.judging import assess_disclosure, grade_source, note_risk
from tutela.know.sources.commands.keeping import keep_source
from tutela.know.sources.commands.revealing import ask_for_identity, decide_on_identity, open_identity, revoke_grant
from tutela.know.sources.commands.rotating import Rewrapped, rewrap_identities
from tutela.know.sources.commands.searching import find_source

__all__ = [
    "Rewrapped",
    "ask_for_identity",
    "assess_disclosure",
    "decide_on_identity",
    "erase_identity",
    "find_source",
    "grade_source",
    "keep_source",
    "note_risk",
    "open_identity",
    "record_consent",
    "revoke_grant",
    "rewrap_identities",
    "withdraw_consent",
]
