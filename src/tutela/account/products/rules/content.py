"""The content of one quarterly threat assessment (para 77): numbers as numbers, codes as codes, no language yet.

Every format and language of the product is made from one such object, so that no two of them can disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tutela.account.products.rules.baseline import Outlook
from tutela.account.products.rules.figures import UNKNOWN_FIGURES, Comparison, Trend
from tutela.account.products.rules.people import SMALL_NUMBER, GroupPicture, HarmGrid
from tutela.account.products.rules.places import MapPicture, NearBase
from tutela.account.products.rules.provenance import DataLimits, DataSnapshot, LedgerHead
from tutela.account.products.rules.threats import AreaPhase, Prioritisation, Threat
from tutela.kernel.periods import Quarter


class Classification(StrEnum):
    """The three levels in which the organisation classifies information."""

    UNCLASSIFIED = "unclassified"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"


@dataclass(frozen=True, slots=True)
class Mandate:
    """The facts of the mandate that change how the assessment is read (paras 12 and 16); None where not recorded."""

    reference: str = ""
    chapter_vii: bool | None = None
    imminent_required: bool | None = None
    renewal_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mission:
    """The mission that the assessment is about."""

    code: str
    name: str
    mandate: Mandate = field(default_factory=Mandate)


@dataclass(frozen=True, slots=True)
class AuthorText:
    """A paragraph that a person wrote, in `language`; the post stands for the person."""

    text: str
    post: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ContextEvent:
    """A dated event that changed the context, in a person's words."""

    on: date
    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class QuarterlyAssessment:
    """All that one quarterly threat assessment says; build it from plain queries, render it in any language.

    `prepared_by` is a post, never a person. `data_until` is the last moment at which data could become known to be
    used here. `near_base_km` and `small_number` are mission parameters, not numbers of the policy.
    """

    mission: Mission
    quarter: Quarter
    classification: Classification
    prepared_by: str
    prepared_at: datetime
    data_until: datetime
    ledger: LedgerHead
    is_exercise: bool = False
    is_draft: bool = False
    version: int = 1
    key_points: tuple[AuthorText, ...] = ()
    context: tuple[AuthorText, ...] = ()
    events: tuple[ContextEvent, ...] = ()
    trend: Trend = field(default_factory=lambda: Trend(Comparison(*(UNKNOWN_FIGURES,) * 3)))
    map: MapPicture = field(default_factory=MapPicture)
    threats: tuple[Threat, ...] = ()
    prioritisation: Prioritisation = field(default_factory=Prioritisation)
    phases: tuple[AreaPhase, ...] = ()
    groups: tuple[GroupPicture, ...] = ()
    harm: tuple[HarmGrid, ...] = ()
    near_bases: tuple[NearBase, ...] = ()
    near_base_km: float = 5.0
    small_number: int = SMALL_NUMBER
    outlook: Outlook = field(default_factory=Outlook)
    implications: tuple[AuthorText, ...] = ()
    snapshots: tuple[DataSnapshot, ...] = ()
    limits: DataLimits = field(default_factory=DataLimits)
    blind_spots: tuple[AuthorText, ...] = ()
