"""Let the database itself refuse a change to a version of a product."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tutela.ledger.append_only import AppendOnly


class Migration(migrations.Migration):
    """Triggers on versions of products."""

    dependencies: ClassVar = [("products", "0001_initial"), ("ledger", "0002_append_only")]
    operations: ClassVar = [AppendOnly("products_productversion")]
