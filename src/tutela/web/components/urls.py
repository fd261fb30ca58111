"""Addresses of the design system itself: the theme switch, and the style gallery where exercises are allowed."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from tutela.web.components import pages

app_name = "components"
THEME = [path("theme/", pages.theme, name="theme")]
GALLERY = [
    path("gallery/", pages.gallery, name="gallery"),
    path("gallery/<str:part>/", pages.gallery, name="gallery_part"),
]


def addresses(*, with_gallery: bool) -> list[URLPattern]:
    """Return the addresses; the gallery is for development and exercises only."""
    return [*THEME, *GALLERY] if with_gallery else THEME


urlpatterns = addresses(with_gallery=settings.DEBUG or bool(getattr(settings, "TUTELA_DEMO", False)))
