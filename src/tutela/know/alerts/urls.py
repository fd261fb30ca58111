"""Addresses of the alert desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tutela.know.alerts.pages import (
    alert,
    desk,
    ending,
    exporting,
    figures,
    joining,
    judging,
    lists,
    notices,
    passing,
    responding,
    sharing,
)

app_name = "alerts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    path("mark/", desk.mark, name="mark"),
    path("act/", desk.act, name="act"),
    path("all/", lists.alert_list, name="list"),
    path("all.csv", exporting.alert_export, name="export"),
    path("figures/", figures.figures, name="figures"),
    path("figures.csv", sharing.figures_csv, name="figures_csv"),
    path("figures.json", sharing.figures_json, name="figures_json"),
    path("figures/outside/", sharing.outside, name="outside"),
    path("figures/outside.csv", sharing.outside_csv, name="outside_csv"),
    path("figures/outside.json", sharing.outside_json, name="outside_json"),
    path("notices/", notices.notices, name="notices"),
    path("notices/test/", notices.notices_test, name="notices_test"),
    path("<slug:ref>/", alert.alert, name="alert"),
    path("<slug:ref>/mark/", alert.alert_mark, name="alert_mark"),
    path("<slug:ref>/alike/", joining.alike, name="alike"),
    path("<slug:ref>/not-the-same/", joining.not_same, name="not_same"),
    path("<slug:ref>/join/", joining.merge, name="merge"),
    path("<slug:ref>/take-apart/", joining.unmerge, name="unmerge"),
    path("<slug:ref>/verify/", judging.verify, name="verify"),
    path("<slug:ref>/allege/", judging.allege, name="allege"),
    path("<slug:ref>/urgency/", judging.urgency, name="urgency"),
    path("<slug:ref>/place/", judging.place, name="place"),
    path("<slug:ref>/notes/", passing.note, name="note"),
    path("<slug:ref>/offer/", passing.offer, name="offer"),
    path("<slug:ref>/offer/accept/", passing.accept, name="accept"),
    path("<slug:ref>/offer/decline/", passing.decline, name="decline"),
    path("<slug:ref>/escalate/", passing.escalate, name="escalate"),
    path("<slug:ref>/ask-the-desk/", passing.ask_desk, name="tell_desk"),
    path("<slug:ref>/respond/", responding.decide, name="decide"),
    path("<slug:ref>/no-response/", responding.no_response, name="no_response"),
    path("<slug:ref>/responses/<int:number>/", responding.advance, name="advance"),
    path("<slug:ref>/tell/", ending.tell, name="tell"),
    path("<slug:ref>/answer/", ending.answer, name="answer"),
    path("<slug:ref>/close/", ending.close, name="close"),
    path("<slug:ref>/set-aside/", ending.set_aside, name="set_aside"),
    path("<slug:ref>/reopen/", ending.reopen, name="reopen"),
]
