"""The products that an actor may read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.account.products.models import Product, ProductVersion
from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.account.products.rules.stored import from_json
from tutela.kernel.ids import number_of
from tutela.kernel.periods import Quarter

DRAFT, ISSUED = "draft", "issued"


class ProductSet(ScopedQuerySet[Product]):
    """Issued products for readers, drafts too for those who prepare or issue them."""

    view_permission: ClassVar[Permission] = Permission.PRODUCT_READ
    sensitivity_field: ClassVar[str | None] = "sensitivity"

    def visible_to(self, actor: Actor) -> ProductSet:
        """Return the products that the actor may know of."""
        rows = super().visible_to(actor)
        sees_drafts = actor.may(Permission.PRODUCT_PREPARE) or actor.may(Permission.PRODUCT_ISSUE)
        return rows if sees_drafts else rows.filter(status=ISSUED)


class Due(NamedTuple):
    """The threat assessment that the quarterly rhythm asks for (para 77), and whether it has been issued."""

    quarter: Quarter
    due_on: date
    issued: Product | None


def products(actor: Actor) -> ProductSet:
    """Return the products that the actor may know of, newest quarter first."""
    return ProductSet(Product).visible_to(actor).order_by("-quarter", "-number")


def product_named(actor: Actor, reference: str) -> Product | None:
    """Return a product by its reference, None when there is none that the actor may know of."""
    number = number_of("P", reference)
    return None if number is None else products(actor).filter(number=number).first()


def versions_of(actor: Actor, product: Product) -> list[ProductVersion]:
    """Return a product's versions, newest first; none when the actor may not see it."""
    if not products(actor).filter(pk=product.pk).exists():
        return []
    return list(ProductVersion.objects.filter(product=product).order_by("-version"))


def content_of(actor: Actor, product: Product) -> QuarterlyAssessment | None:
    """Return what the newest version says, None when the actor may not see it."""
    versions = versions_of(actor, product)
    return from_json(versions[0].content) if versions else None


def newest_issued(actor: Actor) -> Product | None:
    """Return the assessment that was issued last."""
    return products(actor).filter(status=ISSUED).order_by("-quarter", "-issued_at").first()


def assessment_due(actor: Actor, *, today: date, due_days: int) -> Due:
    """Return where the quarterly rhythm stands: the last full quarter, the day it is due, and what was issued."""
    quarter = Quarter.of(today).plus(-1)
    issued = products(actor).filter(status=ISSUED, quarter=str(quarter)).order_by("-version").first()
    return Due(quarter, quarter.last_day + timedelta(days=due_days), issued)
