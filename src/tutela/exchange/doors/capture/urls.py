"""Addresses of the page for the field, from the root; the doors' own list takes them in."""

from __future__ import annotations

from django.urls import path

from tutela.exchange.doors.capture import pages

urlpatterns = [
    path("capture/", pages.page, name="capture"),
    path("capture/worker.js", pages.worker, name="capture_worker"),
    path("capture/manifest.webmanifest", pages.manifest, name="capture_manifest"),
    path("capture/facts.json", pages.facts, name="capture_facts"),
    path("capture/ready.json", pages.ready, name="capture_ready"),
    path("capture/send/", pages.send, name="capture_send"),
    path("capture/receipts/", pages.receipts, name="capture_receipts"),
]
