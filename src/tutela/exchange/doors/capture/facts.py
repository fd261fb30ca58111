"""What the page needs to know without a connection: words in both languages, places, and the key to seal with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.doors.capture.envelopes import public_key
from tutela.exchange.doors.limits import LARGEST_FILE, MOST_FILES
from tutela.exchange.doors.phone.queries import heard_of_late, known_places
from tutela.exchange.doors.phone.words import GOES_TO, KEYED, NOT_ON_DESK, SEEN_BY_YOU
from tutela.know.alerts.rules.report import what_terms
from tutela.know.sources.rules import KINDS
from tutela.policy.vocabulary import terms

LANGUAGES = ("en", "fr")


def facts_for(actor: Actor, now: datetime) -> dict[str, Any]:
    """Return what the page keeps on the telephone of somebody in a post; nothing here is about anybody."""
    known = what_terms()
    order = dict.fromkeys((*KEYED, *heard_of_late(actor), *known))
    return {
        "mission": actor.mission,
        "mission_name": actor.mission_name,
        "key": public_key(actor.mission, settings.VAULT_KEYS.keyring()).plain(),
        "keeps_source": actor.may(Permission.SOURCE_KEEP),
        "first": len(KEYED),
        "what": [[code, *_both(known[code].labels), known[code].compartment] for code in order if code in known],
        "actor_kinds": [[code, *_both(term.labels)] for code, term in terms("actor_kinds").items()],
        "kinds": [[code, *_told(words)] for code, words in _unknown_first()],
        "goes": {room: _goes(actor, room) for room in GOES_TO},
        "places": [[one.choice, one.name, one.within, *one.others] for one in known_places(actor, now.date())],
        "limits": {"files": MOST_FILES, "file_bytes": LARGEST_FILE},
    }


def _both(labels: Mapping[str, str]) -> list[str]:
    return [labels.get(language, labels["en"]) for language in LANGUAGES]


def _told(sentence: Any) -> list[str]:
    """Return a sentence in both languages."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(sentence.told(gettext)))
    return found


def _unknown_first() -> list[tuple[str, Any]]:
    return sorted(KINDS.items(), key=lambda one: one[0] != "unknown")


def _goes(actor: Actor, room: str) -> list[str]:
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(f"{GOES_TO[room]} {SEEN_BY_YOU if actor.enters(room) else NOT_ON_DESK}")
    return found
