"""Addresses of the telephone form, from the root; the doors' own list takes them in."""

from __future__ import annotations

from django.urls import path

from tutela.exchange.doors.phone import pages

urlpatterns = [
    path("know/alerts/new/", pages.take_call, name="phone"),
    path("know/alerts/new/places.json", pages.places, name="phone_places"),
]
