"""A product as a file: rendered from its stored content, so that a version always gives the same bytes."""

from __future__ import annotations

from django.conf import settings

from tutela.access.rules import Actor
from tutela.account.products.models import Product
from tutela.account.products.queries.shelf import content_of
from tutela.account.products.rendering.formats import Format, Rendered, render
from tutela.kernel.refusals import NotFound

FILES = (Format.PDF.value, Format.DOCX.value)
LANGUAGES = ("en", "fr")


def product_file(actor: Actor, product: Product, *, language: str, kind: str) -> Rendered:
    """Return the newest version of a product in a language and format.

    Raises NotFound for one that the actor may not see, or for a language or format that there is not.
    """
    content = content_of(actor, product)
    if content is None or language not in LANGUAGES or kind not in {one.value for one in Format}:
        raise NotFound("There is no such file.", remedy="Choose PDF or DOCX, in English or French.")
    return render(content, language, Format(kind), settings.FONT_DIR)
