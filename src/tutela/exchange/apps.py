"""Registers the exchange app."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Data in and out: files, snapshots, reports of what was taken over."""

    name = "tutela.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
