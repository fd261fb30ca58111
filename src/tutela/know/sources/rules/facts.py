"""Who told the mission, and what may be known about that without knowing who (paras 29, 32, 42 and 50)."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Self

from tutela.kernel.printable import printable
from tutela.kernel.sentences import Sentence

LONGEST: dict[str, int] = {"name": 200, "phone": 200, "contact": 300, "whereabouts": 1000, "note": 4000}
"""How many characters each part of an identity may have."""
_KEY = re.compile(r"[\x21-\x7e]{1,80}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
# Characters that show nothing and can hide what a word says; those that join letters in some scripts are kept.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u2060-\u2064\ufeff\u00ad\u180e]")


class Kind(StrEnum):
    """What somebody is to the mission: never enough to tell who it is."""

    COMMUNITY_MEMBER = "community_member"
    NETWORK_FOCAL_POINT = "network_focal_point"
    AFFECTED_PERSON = "affected_person"
    WITNESS = "witness"
    LOCAL_LEADER = "local_leader"
    CIVIL_SOCIETY = "civil_society"
    HUMANITARIAN = "humanitarian"
    MEDIA = "media"
    HOST_STATE = "host_state"
    MISSION_STAFF = "mission_staff"
    OTHER = "other"
    UNKNOWN = "unknown"


KINDS: dict[str, Sentence] = {
    Kind.COMMUNITY_MEMBER: Sentence("Member of the community"),
    Kind.NETWORK_FOCAL_POINT: Sentence("Focal point of an alert network"),
    Kind.AFFECTED_PERSON: Sentence("Somebody who was harmed or is threatened"),
    Kind.WITNESS: Sentence("Witness"),
    Kind.LOCAL_LEADER: Sentence("Local or religious leader"),
    Kind.CIVIL_SOCIETY: Sentence("Civil society"),
    Kind.HUMANITARIAN: Sentence("Humanitarian organisation"),
    Kind.MEDIA: Sentence("Media"),
    Kind.HOST_STATE: Sentence("Authorities of the host State"),
    Kind.MISSION_STAFF: Sentence("Staff of the mission"),
    Kind.OTHER: Sentence("Somebody else"),
    Kind.UNKNOWN: Sentence("Not known"),
}

RELIABILITY: dict[str, Sentence] = {
    "A": Sentence("Completely reliable"),
    "B": Sentence("Usually reliable"),
    "C": Sentence("Fairly reliable"),
    "D": Sentence("Not usually reliable"),
    "E": Sentence("Unreliable"),
    "F": Sentence("Cannot be judged"),
}
"""How far the source can be relied on, whatever it says this time; what it says is graded apart, from 1 to 6."""


class Risk(StrEnum):
    """How much danger it brings somebody that they talk to the mission (P32.2)."""

    NOT_ASSESSED = "not_assessed"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


RISKS: dict[str, Sentence] = {
    Risk.NOT_ASSESSED: Sentence("Danger not assessed yet"),
    Risk.LOW: Sentence("Low"),
    Risk.MODERATE: Sentence("Moderate"),
    Risk.HIGH: Sentence("High"),
    Risk.VERY_HIGH: Sentence("Very high"),
}


class Purpose(StrEnum):
    """What a source can consent to: each by itself, each until it is withdrawn (para 32)."""

    CONTACT_BACK = "contact_back"
    SHARE_WITHIN_MISSION = "share_within_mission"
    SHARE_WITH_PARTNERS = "share_with_partners"
    RIGHTS_CASE = "rights_case"
    HOST_STATE = "host_state"
    PUBLIC_REPORTING = "public_reporting"


PURPOSES: dict[str, Sentence] = {
    Purpose.CONTACT_BACK: Sentence("The mission may contact them"),
    Purpose.SHARE_WITHIN_MISSION: Sentence("What they said may be shared within the mission, with who they are"),
    Purpose.SHARE_WITH_PARTNERS: Sentence("What they said may go to partners who protect civilians"),
    Purpose.RIGHTS_CASE: Sentence("A case of human rights may be reported, referred or pursued"),
    Purpose.HOST_STATE: Sentence("What they said may go to authorities of the host State"),
    Purpose.PUBLIC_REPORTING: Sentence("What they said may stand in a public report"),
}

IN_A_WORD: dict[str, Sentence] = {
    Purpose.CONTACT_BACK: Sentence("contact"),
    Purpose.SHARE_WITHIN_MISSION: Sentence("mission"),
    Purpose.SHARE_WITH_PARTNERS: Sentence("partners"),
    Purpose.RIGHTS_CASE: Sentence("rights case"),
    Purpose.HOST_STATE: Sentence("host State"),
    Purpose.PUBLIC_REPORTING: Sentence("public"),
}
"""The same purposes where there is room for a word only."""


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who somebody is and how to find them: what the vault locks away, and nothing else in the house keeps.

    `phone` may hold several numbers, `contact` another way to reach them (a mail address, a go-between), `whereabouts`
    where they live or stay, `note` what endangers them. It never shows itself: not in `repr`, `str` or an error.
    """

    name: str = ""
    phone: str = ""
    contact: str = ""
    whereabouts: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return "Identity(…)"

    def __bool__(self) -> bool:
        """Return whether anything is known."""
        return any((self.name, self.phone, self.contact, self.whereabouts, self.note))

    def as_facts(self) -> dict[str, str]:
        """Return the parts by name, for sealing."""
        return asdict(self)

    @classmethod
    def from_facts(cls, facts: dict[str, str]) -> Self:
        """Return the identity that `as_facts` gave; a part that is not there is blank."""
        return cls(**{part.name: str(facts.get(part.name, "")) for part in fields(cls)})

    def completed_by(self, other: Identity) -> tuple[Self, tuple[str, ...]]:
        """Return this identity with its blanks filled from another, and the names of the parts that were filled."""
        mine, theirs = self.as_facts(), other.as_facts()
        filled = tuple(name for name, value in theirs.items() if value and not mine[name])
        return replace(self, **{name: theirs[name] for name in filled}), filled


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What is told of a source when it first speaks. `consents` are the codes of `Purpose` that it consented to.

    `kind`, `reliability` and `risk` are codes of KINDS, RELIABILITY and RISKS, `language` a tag like "fr", `area_code`
    the code of an area of the mission. Only `identity` says who it is.
    """

    kind: str = Kind.UNKNOWN
    reliability: str = "F"
    language: str = ""
    area_code: str = ""
    risk: str = Risk.NOT_ASSESSED
    identity: Identity = Identity()
    consents: tuple[str, ...] = ()


def cleaned(facts: SourceFacts) -> SourceFacts:
    """Return the facts with an identity that can be shown anywhere: no hidden characters, no part over its length.

    What does not fit into its part goes on in the note, so that a telephone that sends too much loses nothing.
    """
    parts = {name: clean_text(value) for name, value in facts.identity.as_facts().items()}
    rest = [value[LONGEST[name] :] for name, value in parts.items() if name != "note" and len(value) > LONGEST[name]]
    parts["note"] = "\n".join(text for text in (parts["note"], *rest) if text)
    identity = Identity(**{name: value[: LONGEST[name]] for name, value in parts.items()})
    return replace(facts, identity=identity, consents=tuple(dict.fromkeys(facts.consents)))


def clean_text(text: str) -> str:
    """Return a text without hidden and control characters and without blanks around it."""
    return printable(_HIDDEN.sub("", text)).strip()


def problems_of(facts: SourceFacts, submission_key: str) -> dict[str, str]:
    """Return what cannot be: field name to a sentence. No sentence repeats what was typed: it might be a name."""
    wrong = {
        "kind": facts.kind not in KINDS,
        "reliability": facts.reliability not in RELIABILITY,
        "risk": facts.risk not in RISKS,
        "consents": not set(facts.consents) <= set(PURPOSES),
    }
    problems: dict[str, str] = {
        name: Sentence("This is not one of the choices.") for name, is_so in wrong.items() if is_so
    }
    if facts.language and not _LANGUAGE.fullmatch(facts.language):
        problems["language"] = Sentence("Give the language by its short code, like en, fr or ar.")
    if not _KEY.fullmatch(submission_key):
        problems["submission_key"] = Sentence("It needs 1 to 80 plain characters without blanks.")
    return problems
