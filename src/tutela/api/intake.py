"""Taking in alerts that programs send: a report and, if it is known, who told it, who is never told back."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from ninja import Router
from ninja.params.functions import Header
from ninja.responses import Status
from pydantic import BeforeValidator, Field

from tutela.access.endpoints import Answer, Asked, Moment, MomentIn, Truth, Words, number_only, one_of, opens
from tutela.access.gate import ActorRequest
from tutela.access.permissions import Permission
from tutela.api.refusing import unfit
from tutela.exchange.doors import Receipt
from tutela.exchange.doors.takings import take_in_with_files
from tutela.kernel.clock import instant
from tutela.kernel.places import PlacePrecision
from tutela.know.alerts.rules.report import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    MOST_PEOPLE,
    Channel,
    Precision,
    Report,
    Timing,
    cleaned,
    problems_of,
    what_terms,
)
from tutela.know.sources.rules import Identity, Kind, Purpose, Risk, SourceFacts
from tutela.policy.vocabulary import terms
from tutela.web.components.errors import in_readers_language

router = Router(tags=[said("Alerts")])
LONGEST_IDENTITY = 4000
MOST_CODES = 50

Code = Annotated[Words, Field(max_length=40)]
Told = Annotated[str, Field(max_length=LONGEST_TEXT)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False), BeforeValidator(number_only)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False), BeforeValidator(number_only)]
Precise = Annotated[int, Field(ge=1, le=7), BeforeValidator(number_only)]
PeopleAtRisk = Annotated[int, Field(ge=0, le=MOST_PEOPLE), BeforeValidator(number_only)]
Grade = Annotated[int, Field(ge=1, le=6), BeforeValidator(number_only)]
What = Annotated[str, one_of(what_terms())]
Group = Annotated[str, one_of(terms("groups_at_risk"))]
ActorKind = Annotated[str, one_of(("", *terms("actor_kinds")))]


class IdentityAsked(Asked):
    """Who told it. It is locked away, each part encrypted, and no answer of the API ever holds it."""

    name: str = Field(default="", max_length=LONGEST_IDENTITY)
    phone: str = Field(default="", max_length=LONGEST_IDENTITY, description=said("One number or several."))
    contact: str = Field(default="", max_length=LONGEST_IDENTITY, description=said("Another way to reach them."))
    whereabouts: str = Field(default="", max_length=LONGEST_IDENTITY)
    note: str = Field(default="", max_length=LONGEST_IDENTITY, description=said("What endangers them."))


class SourceAsked(Asked):
    """What is known of whoever told it, and the purposes that they consented to."""

    kind: Kind = Kind.UNKNOWN
    reliability: str = Field(
        default="F", pattern="^[A-F]$", description=said("A completely reliable … F cannot be judged.")
    )
    language: str = Field(default="", pattern="^([a-z]{2,3}(-[A-Za-z0-9]{2,8})?)?$")
    area_code: Code = ""
    risk: Risk = Risk.NOT_ASSESSED
    consents: list[Purpose] = Field(default=[], max_length=20)
    identity: IdentityAsked = IdentityAsked()

    def facts(self) -> SourceFacts:
        """Return it as the vault takes it."""
        who = self.identity
        return SourceFacts(
            kind=self.kind,
            reliability=self.reliability,
            language=self.language,
            area_code=self.area_code,
            risk=self.risk,
            consents=tuple(self.consents),
            identity=Identity(who.name, who.phone, who.contact, who.whereabouts, who.note),
        )


class ReportAsked(Asked):
    """What was told. Only a key and something that was told are needed; all else can come later."""

    submission_key: str = Field(
        default="",
        pattern="^[!-~]{0,80}$",
        description=said(
            "The same for the same report, however often it is sent. Or send it as the header Idempotency-Key."
        ),
    )
    channel: Channel = Field(default=Channel.API, description=said("How the report reached whoever sends it."))
    text: Told = Field(default="", description=said("What was told, in its own words. Never who told it."))
    language: str = Field(default="en", pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,4})?$", description=said("Of the text."))
    what: list[What] = Field(default=[], max_length=MOST_CODES, description=said("Codes of `signals` and `acts`."))
    timing: Timing = Timing.UNKNOWN
    occurred_at: MomentIn | None = None
    occurred_precision: Precision = Precision.UNKNOWN
    told_at: MomentIn | None = Field(
        default=None, description=said("When the mission's own person was told, by this device.")
    )
    device_at: MomentIn | None = Field(default=None, description=said("What this device's clock says as it sends."))
    place_name: str = Field(default="", max_length=LONGEST_PLACE)
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    place_precision: Precise | None = Field(
        default=None,
        description=said("1 exact … 7 international; near, where coordinates come without it."),
    )
    area_code: Code = ""
    people_at_risk: PeopleAtRisk | None = None
    groups: list[Group] = Field(default=[], max_length=MOST_CODES, description=said("Codes of `groups_at_risk`."))
    actor_name: str = Field(default="", max_length=LONGEST_NAME, description=said("The armed actor, never a person."))
    actor_kind: ActorKind = ""
    is_rights_case: Truth = Field(default=False, description=said("An individual's case of human rights (para 32)."))
    is_child_case: Truth = Field(default=False, description=said("A child was harmed or is threatened (para 31)."))
    information_grade: Grade = Field(default=6, description=said("1 confirmed … 6 cannot be judged."))
    source: SourceAsked | None = Field(default=None, description=said("Who told it, if that is known."))

    def report(self, key: str) -> Report:
        """Return it as the desk takes it."""
        precision = PlacePrecision.COUNTRY if self.latitude is None else PlacePrecision.NEAR
        return Report(
            channel=self.channel,
            submission_key=key,
            text=self.text,
            language=self.language,
            what=tuple(self.what),
            timing=self.timing,
            occurred_at=self.occurred_at,
            occurred_precision=self.occurred_precision,
            told_at=self.told_at,
            device_at=self.device_at,
            place_name=self.place_name,
            latitude=self.latitude,
            longitude=self.longitude,
            place_precision=self.place_precision or int(precision),
            area_code=self.area_code,
            people_at_risk=self.people_at_risk,
            groups=tuple(self.groups),
            actor_name=self.actor_name,
            actor_kind=self.actor_kind,
            is_rights_case=self.is_rights_case,
            is_child_case=self.is_child_case,
            information_grade=self.information_grade,
        )


class ReceiptFacts(Answer):
    """Proof that a report is in."""

    reference: str
    more: list[str] = Field(description="Further alerts, where it belongs into several rooms.")
    is_repeat: bool = Field(description="Whether it was in already.")
    received_at: Moment
    digest: str = Field(description="Covers what was told, without who told it.")
    is_source_kept: bool = Field(description="Whether who told it was sent and locked away.")


@router.post(
    "/alerts",
    summary=said("Hand in an alert; sent again with the same key, it stays one"),
    **opens(Permission.ALERT_RECEIVE, {201: ReceiptFacts, 200: ReceiptFacts}),
)
def hand_in_alert(
    request: ActorRequest,
    given: ReportAsked,
    idempotency_key: Annotated[
        str,
        Header(
            "",
            alias="Idempotency-Key",
            max_length=80,
            pattern="^[!-~]{0,80}$",
            description=said("In place of submission_key."),
        ),
    ],
) -> Status[ReceiptFacts]:
    """Take in a report: 201 with a receipt when it is new, 200 with the receipt when it was in already.

    Raises Invalid without a key, for two keys that differ, or for a report that makes no sense.
    """
    report = given.report(_key(given.submission_key, idempotency_key))
    problems = problems_of(cleaned(report))
    if problems:
        # Before anything is locked away: a report that is refused leaves no source behind.
        raise unfit({name: str(in_readers_language(sentence)) for name, sentence in problems.items()})
    source = given.source.facts() if given.source else None
    receipt = take_in_with_files(actor=request.actor, clock=request.clock, report=report, source=source).receipt
    is_kept = source is not None and request.actor.may(Permission.SOURCE_KEEP)
    return Status(200 if receipt.is_repeat else 201, _told(receipt, is_kept))


def _key(field: str, header: str) -> str:
    if field and header and field != header:
        raise unfit({"submission_key": _("It differs from the header Idempotency-Key: send one of them.")})
    if not (field or header):
        raise unfit({"submission_key": _("It is needed, here or as the header Idempotency-Key.")})
    return field or header


def _told(receipt: Receipt, is_kept: bool) -> ReceiptFacts:
    return ReceiptFacts(
        reference=receipt.reference,
        more=list(receipt.more),
        is_repeat=receipt.is_repeat,
        received_at=instant(receipt.received_at),
        digest=receipt.digest,
        is_source_kept=is_kept,
    )
