"""Addresses of the communities pages. No address holds a reference of the vault."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tutela.know.communities import pages

app_name = "communities"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.community_list, name="list"),
    path("export.csv", pages.community_export, name="export"),
    path("new/", pages.new_community, name="new"),
    path("networks/", pages.network_list, name="networks"),
    path("networks/new/", pages.new_network, name="new_network"),
    path("networks/<slug:ref>/", pages.network, name="network"),
    path("networks/<slug:ref>/test/", pages.new_test, name="test"),
    path("networks/<slug:ref>/end/", pages.end, name="end_network"),
    path("networks/<slug:ref>/focal-points/new/", pages.new_point, name="new_point"),
    path("focal-points/<slug:ref>/end/", pages.end_point, name="end_point"),
    path("consultations/<slug:ref>/", pages.consultation, name="consultation"),
    path("consultations/<slug:ref>/feedback/", pages.give_feedback, name="feedback"),
    path("mechanisms/<slug:ref>/support/", pages.new_support, name="support"),
    path("liaison/", pages.liaison_list, name="liaison"),
    path("liaison/new/", pages.new_liaison, name="new_liaison"),
    path("liaison/<slug:ref>/check/", pages.check, name="check_liaison"),
    path("liaison/<slug:ref>/end/", pages.end_liaison, name="end_liaison"),
    path("<slug:ref>/", pages.community, name="community"),
    path("<slug:ref>/change/", pages.change, name="change"),
    path("<slug:ref>/close/", pages.close, name="close"),
    path("<slug:ref>/reopen/", pages.reopen, name="reopen"),
    path("<slug:ref>/plan/", pages.plan, name="plan"),
    path("<slug:ref>/plan/write/", pages.write_plan, name="write_plan"),
    path("<slug:ref>/plan/review/", pages.review_plan, name="review_plan"),
    path("<slug:ref>/plan/print/", pages.print_plan, name="print_plan"),
    path("<slug:ref>/consultations/new/", pages.new_consultation, name="new_consultation"),
    path("<slug:ref>/mechanisms/new/", pages.new_mechanism, name="new_mechanism"),
]
