"""Addresses of the duties' pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.account.duties import pages

app_name = "duties"
urlpatterns: list[URLPattern] = [
    path("", pages.board, name="board"),
    path("board.csv", pages.export_csv, name="export_csv"),
    path("mine/", pages.mine, name="mine"),
    path("calendar/", pages.calendar, name="calendar"),
    path("calendar/address/", pages.make_address, name="make_address"),
    path("feed/<str:token>.ics", pages.feed, name="feed"),
    path("statement/", pages.statement, name="statement"),
    path("statement/<slug:language>.<slug:kind>", pages.statement_download, name="statement_download"),
    path("statement.json", pages.statement_json, name="statement_json"),
    path("standings.json", pages.standings_json, name="standings_json"),
    path("records/", pages.record_list, name="records"),
    path("records/deed/", pages.new_deed, name="new_deed"),
    path("records/occurrence/", pages.new_occurrence, name="new_occurrence"),
    path("records/<int:sequence>/withdraw/", pages.withdraw, name="withdraw"),
    path("at/<slug:duty>/", pages.duty, name="duty"),
]
