"""Addresses of the policy browser."""

from __future__ import annotations

from django.urls import path

from tutela.web.policy import pages

app_name = "policy"
urlpatterns = [
    path("", pages.policy, name="policy"),
    path("sections/<slug:section>/", pages.section, name="section"),
    path("paragraphs/<str:paragraph>/", pages.paragraph, name="paragraph"),
    path("demands/", pages.demand_list, name="demands"),
    path("demands/<str:demand>/", pages.demand, name="demand"),
    path("errata/", pages.errata, name="errata"),
    path("roles/", pages.role_list, name="roles"),
    path("roles/<slug:role>/", pages.role, name="role"),
    path("words/", pages.words, name="words"),
]
