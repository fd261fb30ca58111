"""Registration of the design system with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """The shared layout and its parts; no tables of its own."""

    name = "tutela.web.components"
    label = "components"
