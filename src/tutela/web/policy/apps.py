"""Registers the policy browser."""

from __future__ import annotations

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """The policy, paragraph by paragraph."""

    name = "tutela.web.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"
