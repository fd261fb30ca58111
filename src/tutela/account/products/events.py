"""What happens to products."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tutela.ledger.events import Event, event


@event(
    "account.products.assessment_prepared",
    _("The threat assessment of {quarter} was prepared as version {version}."),
    "P77.5",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPrepared(Event):
    """A version of a quarterly threat assessment was prepared."""

    quarter: str
    version: int
    digest: str
    data_until: str


@event(
    "account.products.assessment_issued",
    _("The threat assessment of {quarter} was issued in version {version}."),
    "P77.5",
    "P77.6",
    "P77.7",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentIssued(Event):
    """A quarterly threat assessment was issued; every format and language follows from the content with this digest."""

    quarter: str
    version: int
    digest: str
    recipients: list[str]
