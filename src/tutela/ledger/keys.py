"""The key of tables that grow by thousands of rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    WholeNumberKey = models.BigAutoField[int, int]
else:
    WholeNumberKey = models.BigAutoField


class RowKey(WholeNumberKey):
    """A whole number as primary key, given by us or by the store.

    On SQLite it is the row number itself, without the bookkeeping that Django adds so that the number of a deleted
    last row is never used again: our rows are never deleted, and it would cost every insert a tenth of its time.
    """

    def db_type_suffix(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return what follows the type in the table's definition: nothing on SQLite."""
        return None if connection.vendor == "sqlite" else super().db_type_suffix(connection)
