"""Files are handed in on a page, which says in one sentence what is wrong with one and what came of the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.exchange.samples import BASE_COLUMNS, CAMP, collection, feature, square, table
from tests.exchange.taking import ged_text, rubbish, store, take_events
from tests.page_access import PageAccess, said, text_of
from tests.people import People, sign_in
from tutela.access.permissions import Permission
from tutela.exchange.models import ImportRun
from tutela.know.incidents.models import Incident
from tutela.mission.models import Area, Base, Snapshot

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known

AREAS = collection(
    feature({"ADM1_EN": "Harn", "ADM1_PCODE": "XV01", "ADM0_EN": "Xervan", "ADM0_PCODE": "XV"}, square(40))
)
BASES = table(BASE_COLUMNS, [{**CAMP, "mission": "UNFAR", "latitude": "5.0", "longitude": "20.5"}])
EVENTS = ged_text({}, {"id": "9002", "best": "many"}, {"id": "9003", "latitude": "9.0"})
FILES = {"areas": AREAS, "bases": BASES, "events": EVENTS}


@pytest.fixture(autouse=True)
def _own_reports(settings: Any, tmp_path: Path) -> None:
    """Keep the reports of each test apart: runs are numbered from one in each."""
    settings.MEDIA_ROOT = tmp_path / "kept"


def hand_in(client: Client, known: Known, kind: str, content: str | bytes, **more: Any) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    name, headers = more.pop("name", "data.csv"), more.pop("headers", None)
    data = {"kind": kind, "file": SimpleUploadedFile(name, raw), "mission_in_file": "UNFAR"} | more
    return sign_in(client, known).post(reverse("exchange:upload"), data, headers=headers)


class Imported(PageAccess):
    """A page about an import of events that has ended."""

    permission = Permission.IMPORT_READ

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def taken(self, people: People, number: int) -> None:
        path = self.folder / f"events-{number}.csv"
        path.write_text(ged_text({"id": f"{number}"}, {"id": "9002", "best": "many"}))
        take_events(people, path)

    def address(self, people: People) -> str:
        self.taken(people, 1)
        return self.page()

    def page(self) -> str:
        raise NotImplementedError

    def grow(self, people: People) -> None:
        for number in range(2, 6):
            self.taken(people, number)


class TestRuns(Imported):
    content = "events-1.csv"

    def page(self) -> str:
        return reverse("exchange:runs")


class TestRun(Imported):
    content, elsewhere = "This is not a whole number.", 404

    def page(self) -> str:
        return reverse("exchange:run", args=["R-000001"])


class TestReport(Imported):
    content, elsewhere = "row,verdict,column,was,now,why,remedy", 404

    def page(self) -> str:
        return reverse("exchange:report", args=["R-000001"])

    def test_it_asks_the_store_as_often_however_much_there_is(
        self, people: People, client: Client, django_assert_num_queries: Any
    ) -> None:
        address = self.address(people)
        sign_in(client, people.in_charge)
        with CaptureQueriesContext(connection) as before:
            text_of(client.get(address))  # read to its end, so that the file is closed
        self.grow(people)
        with django_assert_num_queries(len(before)):
            text_of(client.get(address))


class TestUpload(PageAccess):
    permission = Permission.IMPORT_RUN
    content = "What does the file hold?"
    of_the_mission = "Mission in Orvane"

    def address(self, people: People) -> str:
        return reverse("exchange:upload")


@pytest.mark.parametrize(("kind", "table_of"), [("areas", Area), ("bases", Base), ("events", Incident)])
def test_a_file_is_taken_in_and_its_report_shown(people: People, client: Client, kind: str, table_of: Any) -> None:
    before = table_of.objects.count()
    response = hand_in(client, people.in_charge, kind, FILES[kind], release="25.1")
    assert response["Location"] == reverse("exchange:run", args=["R-000001"])
    assert table_of.objects.count() == before + 1
    assert "The file was taken in. This is its report." in said(client.get(response["Location"]))
    assert (Snapshot.objects.get().release, Snapshot.objects.get().filename) == ("25.1", "data.csv")


def test_every_row_that_was_not_taken_can_be_fetched(people: People, client: Client) -> None:
    hand_in(client, people.in_charge, "events", EVENTS)
    response = client.get(reverse("exchange:report", args=["R-000001"]))
    lines = text_of(response).removeprefix("\ufeff").splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["3", "refused"], ["4", "elsewhere"]]
    assert response["Content-Disposition"] == 'attachment; filename="import-R-000001.csv"'


@pytest.mark.parametrize("name", list(rubbish(b"a,b\n1,2\n", "data.csv")))
@pytest.mark.parametrize("kind", list(FILES))
def test_a_file_that_cannot_be_used_changes_nothing(people: People, client: Client, kind: str, name: str) -> None:
    before, content = store(), rubbish("a,b\nÉtang,2\n".encode(), "data.csv")[name][0]
    response = hand_in(client, people.in_charge, kind, content, release="25.1")
    (sentence,) = response.context["form"].errors["file"]
    assert response.status_code == 422
    assert "data.csv" in sentence or "empty" in sentence
    assert 'value="25.1"' in text_of(response)
    assert store() == before


def test_a_wrong_file_is_refused_in_french(people: People, client: Client) -> None:
    response = hand_in(client, people.in_charge, "events", "a,b\n1,2\n", headers={"accept-language": "fr"})
    (sentence,) = response.context["form"].errors["file"]
    assert "n’a pas les colonnes" in sentence
    assert "does not have" not in text_of(response)


def test_a_folder_in_the_name_of_a_file_is_left_out(people: People, client: Client, tmp_path: Path) -> None:
    hand_in(client, people.in_charge, "areas", AREAS, name="../../outside.geojson")
    assert Snapshot.objects.get().filename == "outside.geojson"
    assert not (tmp_path.parent / "outside.geojson").exists()


def test_who_may_only_read_imports_hands_nothing_in(people: People, client: Client) -> None:
    before = store()
    assert hand_in(client, people.colleague, "events", EVENTS).status_code == 403
    assert store() == before


@pytest.mark.parametrize("page", ["run", "report"])
@pytest.mark.parametrize("reference", ["R-000009", "I-000001", "rubbish"])
def test_an_import_that_is_not_there_is_told_alike(people: People, client: Client, page: str, reference: str) -> None:
    address = reverse(f"exchange:{page}", args=[reference])
    assert sign_in(client, people.in_charge).get(address).status_code == 404


def test_an_import_whose_report_is_gone_is_still_shown(people: People, client: Client, tmp_path: Path) -> None:
    hand_in(client, people.in_charge, "events", EVENTS)
    (report,) = (tmp_path / "kept").rglob("*.csv")
    report.unlink()
    address = reverse("exchange:report", args=[ImportRun.objects.get().reference])
    assert client.get(address).status_code == 404
    assert address not in text_of(client.get(reverse("exchange:run", args=["R-000001"])))
