"""All reading of products, and the assembly of what one says."""

from __future__ import annotations

from tutela.account.products.queries.assembly import Wording, assemble
from tutela.account.products.queries.files import FILES, LANGUAGES, product_file
from tutela.account.products.queries.shelf import (
    assessment_due,
    content_of,
    newest_issued,
    product_named,
    products,
    versions_of,
)

__all__ = [
    "FILES",
    "LANGUAGES",
    "Wording",
    "assemble",
    "assessment_due",
    "content_of",
    "newest_issued",
    "product_file",
    "product_named",
    "products",
    "versions_of",
]
