"""Registers the ledger app."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger, its chain and its subscriptions."""

    name = "tutela.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
