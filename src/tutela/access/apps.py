"""Registers the access app."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People, posts and what a post may do."""

    name = "tutela.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
