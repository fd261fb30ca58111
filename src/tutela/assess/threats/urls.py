"""Addresses of the threat register."""

from __future__ import annotations

from django.urls import path

from tutela.assess.threats import pages

app_name = "threats"
urlpatterns = [
    path("", pages.board, name="board"),
    path("map/", pages.board_map, name="map"),
    path("map.json", pages.board_data, name="map_data"),
    path("new/", pages.new_threat, name="new"),
    path("proposals/", pages.proposal_list, name="proposals"),
    path("proposals/ask/", pages.ask, name="ask"),
    path("proposals/<slug:ref>/", pages.proposal, name="proposal"),
    path("rank/", pages.rank, name="rank"),
    path("rankings/", pages.ranking_list, name="rankings"),
    path("rankings/<slug:ref>/", pages.ranking, name="ranking"),
    path("phases/", pages.phase_list, name="phases"),
    path("phases/<str:code>/", pages.phase, name="phase"),
    path("alerts/<slug:ref>/link/", pages.link_alert, name="link_alert"),
    path("<slug:ref>/", pages.threat, name="threat"),
    path("<slug:ref>/revise/", pages.revise, name="revise"),
    path("<slug:ref>/assess/", pages.assess, name="assess"),
    path("<slug:ref>/merge/", pages.merge, name="merge"),
    path("<slug:ref>/close/", pages.close, name="close"),
    path("<slug:ref>/reopen/", pages.reopen, name="reopen"),
    path("<slug:ref>/alerts/<slug:alert>/take-off/", pages.unlink_alert, name="unlink_alert"),
]
