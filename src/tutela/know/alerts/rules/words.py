"""The closed lists of the desk that are not the policy's vocabulary: states, outcomes, reasons, means."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How far an alert has come."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    VERIFIED = "verified"
    DECIDED = "decided"
    CLOSED = "closed"
    SET_ASIDE = "set_aside"
    MERGED = "merged"


OPEN_STATES = (State.RECEIVED, State.ACKNOWLEDGED, State.VERIFIED, State.DECIDED)


class Outcome(StrEnum):
    """What verification found, of an allegation or of an alert as a whole."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    NOT_VERIFIABLE = "not_verifiable"
    REFUTED = "refuted"


class Aside(StrEnum):
    """Why an alert is set aside."""

    NOT_PROTECTION = "not_protection"
    OUTSIDE_MISSION = "outside_mission"
    REFUTED = "refuted"
    TEST = "test"
    ABUSE = "abuse"
    TOO_LITTLE = "too_little"


class Responder(StrEnum):
    """Who responded."""

    MISSION_FORCE = "mission_force"
    MISSION_POLICE = "mission_police"
    MISSION_CIVILIAN = "mission_civilian"
    STATE_FORCES = "state_forces"
    STATE_AUTHORITIES = "state_authorities"
    HUMANITARIAN = "humanitarian"
    COMMUNITY = "community"
    OTHER = "other"

    @property
    def is_mission(self) -> bool:
        """Whether the mission itself responded."""
        return self.value.startswith("mission_")


class Means(StrEnum):
    """With what was responded: the political and the unarmed count as much as the armed (paras 34 to 39 and 52)."""

    ARMED = "armed"
    UNARMED = "unarmed"
    POLITICAL = "political"
    ADVICE = "advice"


class NoResponse(StrEnum):
    """Why nobody responded; kept apart, because each is mended by somebody else (paras 17, 18, 57 and 85)."""

    MEANS = "means"
    ACCESS = "access"
    MANDATE_READING = "mandate_reading"
    RULES_READING = "rules_reading"
    CAVEAT = "caveat"
    HOST_STATE_OBSTRUCTION = "host_state_obstruction"
    HARM_TO_CIVILIANS = "harm_to_civilians"
    SECURITY = "security"
    TOO_LATE = "too_late"
    OTHERS_RESPONDED = "others_responded"
    SOURCE_AT_RISK = "source_at_risk"
    NOT_NEEDED = "not_needed"


class Result(StrEnum):
    """What came of a response for the people concerned."""

    PREVENTED = "prevented"
    STOPPED = "stopped"
    REDUCED = "reduced"
    NO_EFFECT = "no_effect"
    TOO_LATE = "too_late"
    HARM_DONE = "harm_done"
    UNKNOWN = "unknown"


class NoteKind(StrEnum):
    """What kind of addition a note is."""

    MORE = "more"
    QUESTION = "question"
    DESK = "desk"


class Told(StrEnum):
    """How a community was told back."""

    CALL = "call"
    VISIT = "visit"
    SMS = "sms"
    RADIO = "radio"
    NETWORK = "network"
    NOT_SAFE = "not_safe"
