"""Addresses of the doors. They stand at the root: what telephones and gateways were once told must never move."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.exchange.doors import pages
from tutela.exchange.doors.capture.urls import urlpatterns as capture_addresses
from tutela.exchange.doors.openrosa import pages as openrosa
from tutela.exchange.doors.phone.urls import urlpatterns as phone_addresses
from tutela.exchange.doors.sms import pages as sms
from tutela.exchange.doors.table import pages as table

app_name = "doors"

urlpatterns: list[URLPattern] = [
    path("doors/", pages.ways, name="ways"),
    path("doors/form.xlsx", pages.xlsform, name="xlsform"),
    path("doors/form.xml", pages.xform, name="xform"),
    path("doors/mail/", pages.mail, name="mail"),
    path("doors/files/<slug:ref>/<int:number>/", pages.alert_file, name="file"),
    path("doors/table/", table.table, name="table"),
    path("doors/table/pattern.csv", table.pattern, name="table-pattern"),
    path("doors/table/<str:key>/", table.run, name="table-run"),
    path("doors/table/<str:key>/report.csv", table.report, name="table-report"),
    path("openrosa/formList", openrosa.form_list, name="openrosa-list"),
    path("openrosa/submission", openrosa.submission, name="openrosa-submission"),
    path("openrosa/form.xml", openrosa.form, name="openrosa-form"),
    path("openrosa/manifest.xml", openrosa.manifest, name="openrosa-manifest"),
    path("openrosa/media/<str:name>", openrosa.media, name="openrosa-media"),
    path("openrosa/<slug:slug>/formList", openrosa.form_list, name="openrosa-list-named"),
    path("openrosa/<slug:slug>/submission", openrosa.submission, name="openrosa-submission-named"),
    path("doors/sms/rapidpro/", sms.rapidpro, name="sms-rapidpro"),
    path("doors/sms/generic/", sms.generic, name="sms-generic"),
    path("doors/sms/gateway/", sms.by_secret, name="sms-gateway"),
    *phone_addresses,
    *capture_addresses,
]
