"""Registers the products app."""

from __future__ import annotations

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """What the mission issues: the quarterly threat assessment."""

    name = "tutela.account.products"
    label = "products"
    default_auto_field = "django.db.models.BigAutoField"
