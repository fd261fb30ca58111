"""A table of alerts is looked over first, then taken in row by row: none twice, and each refusal in words."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.doors import samples
from tests.doors.programs import alerts_in, area_of, identities, only_alert
from tests.page_access import said, text_of
from tests.people import sign_in
from tutela.exchange.doors.table.columns import COLUMNS
from tutela.know.alerts.rules.report import Flag

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

ENGLISH = "key,told at,what,text,area,people,source name,source phone,call back\n"
ROW = "1,2031-05-14 09:00,killing; Pillage,Men came to the mill.,OV0102,40,Teba Morlain,+999 555 0142,yes\n"
FRENCH = (
    "clé;reçu le;quoi;texte;zone;personnes;nom de la source;survenu le\n"
    "1;14/05/2031 9h30;Meurtre;Des hommes sont venus.;Ombral;12;Teba Morlain;13/05/2031\n"
)


@pytest.fixture
def desk(in_time: People, client: Client) -> Client:
    return sign_in(client, in_time.in_charge)


def hand_in(desk: Client, content: str | bytes) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return desk.post(reverse("doors:table"), {"file": SimpleUploadedFile("Teba.csv", raw)})


def take(desk: Client, content: str | bytes) -> str:
    """Hand a table in, look it over and take all of it in; return the address of its report."""
    address = str(hand_in(desk, content)["Location"])
    while "Every row was looked at" not in text_of(desk.get(address)):
        assert desk.post(address).status_code == 302
    return address


def test_a_table_is_looked_over_before_anything_is_taken_in(desk: Client) -> None:
    page = desk.get(hand_in(desk, ENGLISH + ROW + "2,,nothing like it,x,,,,,\n")["Location"])
    assert "Nothing was taken in yet." in said(page)
    assert "There is no choice nothing like it." in said(page)
    assert "Take in one row" in said(page)
    assert alerts_in() == []


def test_its_rows_become_alerts(desk: Client) -> None:
    take(desk, ENGLISH + ROW)
    alert = only_alert()
    assert (alert.channel, alert.text, area_of(alert)) == ("table", "Men came to the mill.", "OV0102")
    assert (alert.headline, alert.people_at_risk) == ("killing", 40)
    assert identities() == [{"name": "Teba Morlain", "phone": "+999 555 0142"}]


def test_french_heads_and_labels_are_understood(desk: Client) -> None:
    take(desk, FRENCH)
    assert (only_alert().headline, area_of(only_alert()), only_alert().language) == ("killing", "OV0202", "fr")
    assert only_alert().occurred_precision == "day"


def test_the_same_table_again_takes_nothing_in_twice(desk: Client) -> None:
    take(desk, ENGLISH + ROW)
    address = take(desk, ENGLISH + ROW.replace("mill", "ford"))
    assert len(alerts_in()) == 1
    assert "In already" in said(desk.get(address))


def test_rows_without_a_number_are_the_same_when_all_is(desk: Client) -> None:
    table = "what,text\nkilling,At dawn.\nkilling,At dawn.\nkilling,At dusk.\n"
    take(desk, table)
    assert [alert.text for alert in alerts_in()] == ["At dawn.", "At dusk."]


@pytest.mark.parametrize("head", ["what,text,area,child", "quoi,texte,zone,enfant"])
def test_of_a_harmed_child_the_words_go_to_the_adviser_and_the_desk_gets_act_and_place(desk: Client, head: str) -> None:
    take(desk, f"{head}\nkilling,At dawn.,OV0102,oui\n")
    opened, closed = alerts_in()
    assert (opened.compartment, opened.headline, area_of(opened), opened.text) == ("", "killing", "OV0102", "")
    assert (closed.compartment, closed.text) == ("child_protection", "At dawn.")


def test_a_column_that_is_added_and_blank_makes_no_row_a_new_one(desk: Client) -> None:
    take(desk, "what,text\nkilling,At dawn.\n")
    take(desk, "what,text,child\nkilling,At dawn.,\n")
    assert only_alert().text == "At dawn."


WRONG = {
    "told at": ("soon", "This is not a date"),
    "people": ("many", "This is not a number"),
    "latitude": ("95", "It goes from -90 to 90"),
    "timing": ("never", "There is no choice never"),
    "area": ("Nowhere", "There is no such area"),
    "groups": ("elves", "There is no choice elves"),
    "rights case": ("maybe", "Write yes or no"),
    "child": ("maybe", "Write yes or no"),
    "actor kind": ("community; civilians", "Only one choice"),
    "source kind": ("spy", "There is no choice spy"),
    "text": ("a" * 21_000, "far too long"),
}


@pytest.mark.parametrize("head", WRONG)
def test_a_row_that_makes_no_sense_is_refused_in_words_and_the_others_are_taken(desk: Client, head: str) -> None:
    cell, why = WRONG[head]
    columns = ["what", "text", "latitude", "longitude"] + [
        one for one in [head] if one not in {"what", "text", "latitude"}
    ]
    first = {"what": "killing", "text": "At dawn.", "longitude": "20"} | {head: cell}
    rows = [
        ",".join(columns),
        ",".join(first.get(one, "") for one in columns),
        "killing,At dusk." + "," * (len(columns) - 2),
    ]
    address = take(desk, "\n".join(rows))
    assert only_alert().text == "At dusk."
    assert why in said(desk.get(address))


def test_a_row_that_is_odd_is_taken_in_and_shown(desk: Client) -> None:
    address = take(desk, "what,text,latitude,longitude\nkilling,At dawn.,-41.3,174.8\n")
    assert Flag.FAR_AWAY in only_alert().flags
    assert "Far away" in said(desk.get(address))


def test_words_that_are_programs_elsewhere_are_words_here(desk: Client) -> None:
    cells = ["'=1+1", "'; DROP TABLE x; --", "<script>alert(1)</script>", "@SUM(A1)"]
    target = io.StringIO()
    csv.writer(target).writerows([["text", "what"], *([cell, "killing"] for cell in cells)])
    address = hand_in(desk, target.getvalue())["Location"]
    page = text_of(desk.get(address))
    assert "<script>alert(1)" not in page
    take(desk, target.getvalue())
    assert [alert.text for alert in alerts_in()] == ["=1+1", *cells[1:]]


def test_the_report_tells_of_every_row_and_no_cell_of_it_is_a_formula(desk: Client) -> None:
    address = take(desk, "what,text\nkilling,At dawn.\n=HYPERLINK(1),x\n")
    body = text_of(desk.get(f"{address}report.csv"))
    rows = list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))
    assert [row[:2] for row in rows] == [["Row", "State"], ["2", "Taken in"], ["3", "Refused"]]
    assert not any(cell.startswith(tuple("=+-@")) for row in rows for cell in row)


def test_a_long_table_goes_on_where_it_stopped(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.exchange.doors.table.taking.go_on.__kwdefaults__", {"seconds": 0.0, "most": 2})
    address = hand_in(desk, "what,text\n" + "".join(f"killing,Attack {n}.\n" for n in range(5)))["Location"]
    for taken in (1, 2, 3):
        desk.post(address)
        assert len(alerts_in()) == taken
    assert "Go on" in said(desk.get(address))


def test_the_table_is_sealed_while_it_waits_and_gone_when_it_is_over(desk: Client, settings: Any) -> None:
    address = hand_in(desk, ENGLISH + ROW)["Location"]
    paths = samples.stored_paths(settings.MEDIA_ROOT)
    assert sorted(path.suffix for path in paths) == [".rows", ".run"]
    assert not any(b"Teba" in path.read_bytes() or b"mill" in path.read_bytes() for path in paths)
    desk.post(address)
    assert [path.suffix for path in samples.stored_paths(settings.MEDIA_ROOT)] == [".run"]


def test_nobody_else_sees_a_table(desk: Client, in_time: People) -> None:
    address = hand_in(desk, ENGLISH + ROW)["Location"]
    for other in (in_time.colleague, in_time.outsider):
        client: Any = sign_in(type(desk)(), other)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
        assert client.get(f"{address}report.csv").status_code == 404
    assert alerts_in() == []


def test_no_name_stands_in_any_page_of_a_table(desk: Client) -> None:
    address = take(desk, ENGLISH + ROW + "2,soon,killing,x,,,Ansa Relu,,\n")
    told = text_of(desk.get(address)) + text_of(desk.get(f"{address}report.csv")) + address
    assert not re.search("Teba|Ansa|555", told)


RUBBISH = {
    "nothing": (b"", "no column for what happened"),
    "a spreadsheet": (b"PK\x03\x04" + bytes(50), "spreadsheet"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0" + bytes(50), "spreadsheet"),
    "Latin-1": ("what,text\nkilling,Loï\n".encode("latin-1"), "not written in UTF-8"),
    "zeros": (b"what,text\nkilling,\x00\n", "bytes that are no text"),
    "a head alone": (b"what,text\n\n", "no rows"),
    "other columns": (b"name,colour\nmill,red\n", "no column for what happened"),
    "many rows": (b"what,text\n" + b"killing,x\n" * 5_001, "more than 5000 rows"),
    "a huge cell": (b'what,text\nkilling,"' + b"a" * 200_000 + b'"\n', "cannot be cut into cells"),
}


@pytest.mark.parametrize("name", RUBBISH)
def test_a_file_that_is_no_table_is_refused_in_words(desk: Client, name: str, settings: Any) -> None:
    content, why = RUBBISH[name]
    response = hand_in(desk, content)
    assert response.status_code == 422
    assert why in said(response) or "The submitted file is empty" in said(response)
    assert samples.stored_paths(settings.MEDIA_ROOT) == []


def test_columns_that_are_not_read_are_named(desk: Client) -> None:
    page = said(desk.get(hand_in(desk, "what,weather\nkilling,rain\n")["Location"]))
    assert "Some columns are not read" in page
    assert "weather" in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_empty_table_can_be_handed_in_as_it_is(desk: Client, language: str) -> None:
    pattern = desk.get(reverse("doors:table-pattern"), headers={"accept-language": language})
    heads = text_of(pattern).removeprefix("\ufeff").splitlines()[0].split(",")
    assert heads == [column.heads[0 if language == "en" else 1] for column in COLUMNS]
    page = desk.get(hand_in(desk, text_of(pattern))["Location"])
    assert "Rows that cannot 0" in said(page)


def test_a_table_that_is_gone_is_told(desk: Client) -> None:
    assert desk.get(reverse("doors:table-run", args=["0" * 32])).status_code == 404
    assert desk.get("/doors/table/../../x/").status_code == 404


def test_a_full_disk_is_said(desk: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    import errno
    import os

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    assert "There is no room left on the server" in said(hand_in(desk, ENGLISH + ROW))
    assert samples.stored_paths(settings.MEDIA_ROOT) == []
