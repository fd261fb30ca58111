"""The doors' pages in front of all other addresses, for as long as the doors' own list does not have them."""

from __future__ import annotations

from django.urls import include, path

from tutela.exchange.doors.capture.urls import urlpatterns as capture
from tutela.exchange.doors.phone.urls import urlpatterns as phone

urlpatterns = [path("", include(([*phone, *capture], "doors"))), path("", include("tutela.config.urls"))]
