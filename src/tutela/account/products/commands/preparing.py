"""Preparing a quarterly threat assessment, and revising the draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.account.products.events import AssessmentPrepared
from tutela.account.products.models import Product, ProductVersion
from tutela.account.products.queries.assembly import LEVELS, Wording, assemble, worded
from tutela.account.products.queries.shelf import DRAFT, products
from tutela.account.products.rules.content import Classification, QuarterlyAssessment
from tutela.account.products.rules.stored import content_digest, from_json, to_json
from tutela.kernel.clock import Clock, instant
from tutela.kernel.periods import Quarter
from tutela.kernel.refusals import Invalid, NotFound, Refusal, Stale
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command


class AlreadyIssued(Refusal):
    """An issued product is never changed."""

    code = "already_issued"
    paragraphs = ("P77.6",)


@command(Permission.PRODUCT_PREPARE)
def prepare_assessment(
    *,
    actor: Actor,
    clock: Clock,
    quarter: Quarter,
    classification: Classification = Classification.CONFIDENTIAL,
    wording: Wording | None = None,
    data_until: datetime | None = None,
) -> Done[Product]:
    """Prepare a draft of the assessment of a quarter from what is known now (or was at `data_until`).

    Raises Invalid for a quarter that has not begun, or a classification above the post's own clearance.
    """
    now = clock.now()
    if quarter.first_day > now.date():
        raise Invalid(
            _("%(quarter)s has not begun.") % {"quarter": quarter},
            remedy=_("Choose a quarter that has."),
            problems={"quarter": _("Choose a quarter that has begun.")},
        )
    if LEVELS[classification] > actor.clearance:
        raise Invalid(
            _("Your post may not read at that classification."),
            remedy=_("Choose a lower one."),
            problems={"classification": _("Choose a lower one.")},
        )
    content = assemble(
        actor,
        quarter,
        now=now,
        data_until=min(data_until or now, now),
        classification=classification,
        wording=wording or Wording(),
    )
    product = Product.objects.create(
        mission_id=actor.mission,
        number=allocate(actor.mission, "P")[0],
        quarter=str(quarter),
        status=DRAFT,
        sensitivity=int(LEVELS[classification]),
        digest=content_digest(content),
        prepared_at=now,
        prepared_by=actor.label,
    )
    return Done(product, write_version(product, content, now, actor))


@command(Permission.PRODUCT_PREPARE)
def revise_assessment(
    *, actor: Actor, clock: Clock, key: int, expected_version: int, wording: Wording, renew: bool = False
) -> Outcome[Product]:
    """Put people's words into a draft, and with `renew` count again from what is known now.

    Raises NotFound, AlreadyIssued, Stale when somebody was quicker.
    """
    product, content = draft_of(actor, key, expected_version)
    now = clock.now()
    if renew:
        content = assemble(
            actor,
            content.quarter,
            now=now,
            data_until=now,
            classification=content.classification,
            wording=wording,
            version=product.version + 1,
        )
    else:
        content = replace(worded(content, wording), version=product.version + 1)
    if content_digest(content) == product.digest:
        return Unchanged(product)
    product.version += 1
    product.digest = content_digest(content)
    product.prepared_at, product.prepared_by = now, actor.label
    product.save(update_fields=["version", "digest", "prepared_at", "prepared_by"])
    return Done(product, write_version(product, content, now, actor))


def draft_of(actor: Actor, key: int, expected_version: int) -> tuple[Product, QuarterlyAssessment]:
    """Return a draft and what it says. Raises NotFound, AlreadyIssued, Stale."""
    product = products(actor).filter(pk=key).first()
    if product is None:
        raise NotFound(_("There is no such assessment."), remedy=_("Look for it in the list."))
    if product.status != DRAFT:
        raise AlreadyIssued(_("This assessment has been issued."), remedy=_("Prepare a new one for the quarter."))
    if product.version != expected_version:
        raise Stale(
            _("Somebody has changed the draft since you read it."), remedy=_("Read it again, then make your change.")
        )
    newest = ProductVersion.objects.get(product=product, version=product.version)
    return product, from_json(newest.content)


def write_version(product: Product, content: QuarterlyAssessment, now: datetime, actor: Actor) -> AssessmentPrepared:
    """Keep a version of a product as it is, and return its event. Only inside a command."""
    ProductVersion.objects.create(
        product=product,
        version=product.version,
        content=to_json(content),
        digest=product.digest,
        recorded_at=now,
        recorded_by=actor.label,
    )
    return AssessmentPrepared(
        subject=product.reference,
        quarter=str(content.quarter),
        version=product.version,
        digest=product.digest,
        data_until=instant(content.data_until),
        sensitivity=product.sensitivity,
    )
