"""All reading of products, and the assembly of what one says."""

from __future__ import annotations

from tutela.account.products.queries.assembly import Wording, assemble
from tutela.account.products.queries.shelf import (
    assessment_due,
    content_of,
    newest_issued,
    product_named,
    products,
    versions_of,
)

__all__ = [
    "Wording",
    "assemble",
    "assessment_due",
    "content_of",
    "newest_issued",
    "product_named",
    "products",
    "versions_of",
]
