"""Addresses of the mission pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.mission import pages

app_name = "mission"
urlpatterns: list[URLPattern] = [
    path("", pages.overview, name="overview"),
    path("mandate/", pages.new_mandate, name="new_mandate"),
    path("areas/", pages.area_list, name="areas"),
    path("areas.json", pages.areas_json, name="areas_json"),
    path("areas/<str:code>/", pages.area_page, name="area"),
    path("bases/", pages.base_list, name="bases"),
    path("bases.json", pages.bases_json, name="bases_json"),
    path("parameters/", pages.parameter_list, name="parameters"),
    path("parameters/<slug:name>/", pages.parameter_page, name="parameter"),
    path("profile/", pages.profile_page, name="profile"),
    path("posts/", pages.post_list, name="posts"),
    path("posts/new/", pages.new_post, name="new_post"),
    path("posts/people/new/", pages.new_person, name="new_person"),
    path("posts/people/<int:key>/password/", pages.new_password, name="new_password"),
    path("posts/at/<slug:slug>/", pages.post_page, name="post"),
    path("posts/at/<slug:slug>/take-up/", pages.take_up, name="take_up"),
    path("posts/at/<slug:slug>/give-up/", pages.give_up, name="give_up"),
    path("tokens/", pages.token_list, name="tokens"),
    path("tokens/new/", pages.new_token, name="new_token"),
    path("tokens/<slug:ref>/revoke/", pages.end_token, name="end_token"),
    path("units/", pages.unit_list, name="units"),
    path("units/new/", pages.new_unit, name="new_unit"),
    path("units/partners/new/", pages.new_partner, name="new_partner"),
    path("data/", pages.snapshot_list, name="snapshots"),
]
