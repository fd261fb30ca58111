"""Registers the timeline app."""

from __future__ import annotations

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """What was recorded, when and by which post: the pages of the ledger."""

    name = "tutela.account.timeline"
    label = "timeline"
    default_auto_field = "django.db.models.BigAutoField"
