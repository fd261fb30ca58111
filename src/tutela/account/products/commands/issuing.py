"""Issuing a quarterly threat assessment to leadership and to UN Headquarters."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.account.products.commands.preparing import draft_of
from tutela.account.products.events import AssessmentIssued
from tutela.account.products.models import Product, ProductVersion
from tutela.account.products.queries.shelf import ISSUED
from tutela.account.products.queries.sources import head
from tutela.account.products.rules.stored import content_digest, to_json
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.ledger.command import Done, command
from tutela.ledger.queries import ledger_head


@command(Permission.PRODUCT_ISSUE)
def issue_assessment(
    *, actor: Actor, clock: Clock, key: int, expected_version: int, recipients: tuple[str, ...]
) -> Done[Product]:
    """Issue a draft as it was read: only the marks of a draft go, and the ledger's head is that of today.

    `recipients` say to whom it goes (para 77: senior leadership, and UN Headquarters). Raises Invalid without any,
    NotFound, AlreadyIssued, Stale when the draft changed since it was read.
    """
    if not recipients:
        raise Invalid(_("An issued assessment goes to somebody."), remedy=_("Name leadership, Headquarters or both."))
    product, content = draft_of(actor, key, expected_version)
    end = head(ledger_head(actor.mission))
    issued = replace(content, is_draft=False, version=product.version + 1, ledger=end)
    product.version, product.status = issued.version, ISSUED
    product.digest, product.recipients = content_digest(issued), list(recipients)
    product.issued_at, product.issued_by = clock.now(), actor.label
    product.save()
    ProductVersion.objects.create(
        product=product,
        version=product.version,
        content=to_json(issued),
        digest=product.digest,
        recorded_at=clock.now(),
        recorded_by=actor.label,
    )
    happened = AssessmentIssued(
        subject=product.reference,
        quarter=product.quarter,
        version=product.version,
        digest=product.digest,
        recipients=list(recipients),
        sensitivity=product.sensitivity,
    )
    return Done(product, happened)
