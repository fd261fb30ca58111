"""The closed lists of this app: each code with the words that people read."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from tutela.kernel.places import PlacePrecision
from tutela.kernel.sentences import Sentence

Words = dict[str, Sentence]


class Kind(StrEnum):
    """What kind of place people live in; who moves with herds is a community as well as who stays."""

    VILLAGE = "village"
    TOWN = "town"
    NEIGHBOURHOOD = "neighbourhood"
    DISPLACEMENT_SITE = "displacement_site"
    REFUGEE_SITE = "refugee_site"
    NOMADIC = "nomadic"
    MINING_SITE = "mining_site"
    OTHER = "other"


KINDS: Words = {
    Kind.VILLAGE: Sentence("Village"),
    Kind.TOWN: Sentence("Town"),
    Kind.NEIGHBOURHOOD: Sentence("Neighbourhood"),
    Kind.DISPLACEMENT_SITE: Sentence("Displacement site"),
    Kind.REFUGEE_SITE: Sentence("Refugee site"),
    Kind.NOMADIC: Sentence("People on the move"),
    Kind.MINING_SITE: Sentence("Mining site"),
    Kind.OTHER: Sentence("Another kind"),
}


class Level(IntEnum):
    """How widely a record may be known; the steps are those of `access`."""

    UNCLASSIFIED = 0
    CONFIDENTIAL = 1
    STRICTLY_CONFIDENTIAL = 2


LEVELS: dict[int, Sentence] = {
    Level.UNCLASSIFIED: Sentence("Unclassified"),
    Level.CONFIDENTIAL: Sentence("Confidential"),
    Level.STRICTLY_CONFIDENTIAL: Sentence("Strictly confidential"),
}

PRECISIONS: dict[int, Sentence] = {
    PlacePrecision.EXACT: Sentence("The very place"),
    PlacePrecision.NEAR: Sentence("Within 25 km"),
    PlacePrecision.DISTRICT: Sentence("The district"),
    PlacePrecision.PROVINCE: Sentence("The province"),
}
"""A community is known to the province at least: otherwise nobody could go there."""


class Means(StrEnum):
    """How a network passes an alert on."""

    PHONE = "phone"
    MESSAGES = "messages"
    RADIO = "radio"
    RUNNER = "runner"
    WHISTLE = "whistle"
    DRUM_OR_BELL = "drum_or_bell"
    SIREN = "siren"
    LIGHT_OR_FLAG = "light_or_flag"
    OTHER = "other"


MEANS: Words = {
    Means.PHONE: Sentence("Telephone"),
    Means.MESSAGES: Sentence("Text messages"),
    Means.RADIO: Sentence("Radio"),
    Means.RUNNER: Sentence("Runner or rider"),
    Means.WHISTLE: Sentence("Whistle"),
    Means.DRUM_OR_BELL: Sentence("Drum or bell"),
    Means.SIREN: Sentence("Siren"),
    Means.LIGHT_OR_FLAG: Sentence("Light or flag"),
    Means.OTHER: Sentence("Another way"),
}


class Reply(StrEnum):
    """What became of a call that was made to see whether the network still carries."""

    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    FAILED = "failed"


REPLIES: Words = {
    Reply.ANSWERED: Sentence("Somebody answered"),
    Reply.ANSWERED_LATE: Sentence("Somebody answered, but late"),
    Reply.FAILED: Sentence("Nobody answered"),
}
REACHED = frozenset({Reply.ANSWERED, Reply.ANSWERED_LATE})
"""The results that are a contact: somebody at the other end spoke."""


class Role(StrEnum):
    """What a focal point does in a network; never who it is."""

    CALLER = "caller"
    RELAY = "relay"
    COORDINATOR = "coordinator"
    WOMEN_RELAY = "women_relay"
    YOUTH_RELAY = "youth_relay"
    OTHER = "other"


ROLES: Words = {
    Role.CALLER: Sentence("Calls the mission"),
    Role.RELAY: Sentence("Passes alerts on"),
    Role.COORDINATOR: Sentence("Coordinates the network"),
    Role.WOMEN_RELAY: Sentence("Passes on what women say"),
    Role.YOUTH_RELAY: Sentence("Passes on what young people say"),
    Role.OTHER: Sentence("Another part"),
}


class Sex(StrEnum):
    """For counting only."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


SEXES: Words = {
    Sex.FEMALE: Sentence("Woman"),
    Sex.MALE: Sentence("Man"),
    Sex.UNKNOWN: Sentence("Not known"),
}


class AgeBand(StrEnum):
    """For counting only. There is no band for children: nobody under 18 is asked to call the mission."""

    YOUTH = "youth"
    ADULT = "adult"
    OLDER = "older"
    UNKNOWN = "unknown"


AGE_BANDS: Words = {
    AgeBand.YOUTH: Sentence("18 to 29"),
    AgeBand.ADULT: Sentence("30 to 59"),
    AgeBand.OLDER: Sentence("60 and older"),
    AgeBand.UNKNOWN: Sentence("Not known"),
}


class EndReason(StrEnum):
    """Why a focal point is one no longer. A list, because a sentence could say who it was."""

    OWN_WISH = "own_wish"
    UNSAFE = "unsafe"
    MOVED = "moved"
    NOT_REACHED = "not_reached"
    DIED = "died"
    REPLACED = "replaced"
    OTHER = "other"


END_REASONS: Words = {
    EndReason.OWN_WISH: Sentence("Asked to stop"),
    EndReason.UNSAFE: Sentence("It has become unsafe"),
    EndReason.MOVED: Sentence("Moved away"),
    EndReason.NOT_REACHED: Sentence("Can no longer be reached"),
    EndReason.DIED: Sentence("Died"),
    EndReason.REPLACED: Sentence("Somebody else took over"),
    EndReason.OTHER: Sentence("Another reason"),
}


class PlanStatus(StrEnum):
    """Where a protection plan stands: `needs_change` is what a review found."""

    DRAFT = "draft"
    AGREED = "agreed"
    NEEDS_CHANGE = "needs_change"


PLAN_STATUSES: Words = {
    PlanStatus.DRAFT: Sentence("Draft"),
    PlanStatus.AGREED: Sentence("Agreed with the community"),
    PlanStatus.NEEDS_CHANGE: Sentence("Needs change"),
}


class Stage(StrEnum):
    """At which stage of the mission's work people were asked (para 29); the ending is one of them."""

    ANALYSIS = "analysis"
    PLANNING = "planning"
    DELIVERY = "delivery"
    REVIEW = "review"
    ENDING = "ending"


STAGES: Words = {
    Stage.ANALYSIS: Sentence("Understanding threats and needs"),
    Stage.PLANNING: Sentence("Planning"),
    Stage.DELIVERY: Sentence("Carrying out"),
    Stage.REVIEW: Sentence("Looking back"),
    Stage.ENDING: Sentence("Ending, or handing over"),
}


class Manner(StrEnum):
    """How people were met."""

    VISIT = "visit"
    MEETING = "meeting"
    AT_BASE = "at_base"
    PHONE = "phone"
    OTHER = "other"


MANNERS: Words = {
    Manner.VISIT: Sentence("Visit to the community"),
    Manner.MEETING: Sentence("Meeting at another place"),
    Manner.AT_BASE: Sentence("At a base of the mission"),
    Manner.PHONE: Sentence("By telephone or radio"),
    Manner.OTHER: Sentence("Another way"),
}


class Equipment(StrEnum):
    """Whether a liaison assistant has what the work needs."""

    WORKING = "working"
    PARTLY = "partly"
    MISSING = "missing"


EQUIPMENTS: Words = {
    Equipment.WORKING: Sentence("Complete and working"),
    Equipment.PARTLY: Sentence("Something is missing or broken"),
    Equipment.MISSING: Sentence("Nothing that works"),
}


class MechanismKind(StrEnum):
    """What a community does by itself to keep the peace and stay safe."""

    PEACE_COMMITTEE = "peace_committee"
    WARNING_COMMITTEE = "warning_committee"
    ELDERS = "elders"
    WOMEN_GROUP = "women_group"
    YOUTH_GROUP = "youth_group"
    RELIGIOUS = "religious"
    JUSTICE = "justice"
    MIGRATION_COMMITTEE = "migration_committee"
    WATCH = "watch"
    OTHER = "other"


MECHANISM_KINDS: Words = {
    MechanismKind.PEACE_COMMITTEE: Sentence("Peace committee"),
    MechanismKind.WARNING_COMMITTEE: Sentence("Early warning committee"),
    MechanismKind.ELDERS: Sentence("Elders or chiefs"),
    MechanismKind.WOMEN_GROUP: Sentence("Women’s group"),
    MechanismKind.YOUTH_GROUP: Sentence("Youth group"),
    MechanismKind.RELIGIOUS: Sentence("Religious leaders"),
    MechanismKind.JUSTICE: Sentence("Local justice"),
    MechanismKind.MIGRATION_COMMITTEE: Sentence("Committee for herders and farmers"),
    MechanismKind.WATCH: Sentence("Watch without arms"),
    MechanismKind.OTHER: Sentence("Another kind"),
}


class SupportKind(StrEnum):
    """How the mission, or somebody at its request, backed a local mechanism."""

    TRAINING = "training"
    EQUIPMENT = "equipment"
    MEDIATION = "mediation"
    AUTHORITIES = "authorities"
    PROJECT = "project"
    OTHER = "other"


SUPPORT_KINDS: Words = {
    SupportKind.TRAINING: Sentence("Training or advice"),
    SupportKind.EQUIPMENT: Sentence("Equipment"),
    SupportKind.MEDIATION: Sentence("Help in mediating"),
    SupportKind.AUTHORITIES: Sentence("A link with the authorities"),
    SupportKind.PROJECT: Sentence("A project"),
    SupportKind.OTHER: Sentence("Another way"),
}
