"""Whatever comes in at the address for filled forms is refused in words or flagged: nothing is lost or executed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.doors import samples
from tests.doors.flood import Flood, costing, form_with, pour
from tests.doors.odk_client import CollectError, Instance, Telephone
from tests.doors.programs import alerts_in, identities, only_alert, token_for
from tutela.exchange.doors.limits import LARGEST_REPORT, MEGABYTE
from tutela.exchange.doors.openrosa.workbook import asked
from tutela.know.alerts.rules.report import Flag

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE data ['
    '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><data><text>&a9;</text></data>"
)
OUTSIDE = '<!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/hostname">]><data><text>&x;</text></data>'
HARMFUL: dict[str, tuple[bytes, str]] = {
    "no XML": (b"what was seen", "not well-formed"),
    "nothing": (b"", "not well-formed"),
    "cut off": (b"<data><text>men", "not well-formed"),
    "entity bomb": (BOMB.encode(), "entities or a document type"),
    "entity from outside": (OUTSIDE.encode(), "entities or a document type"),
    "document type": (b'<!DOCTYPE data SYSTEM "http://example.org/x.dtd"><data/>', "entities or a document type"),
    "depth": (b"<a>" * 90_000 + b"</a>" * 40_000, "parts within parts"),
    "breadth": (b"<data>" + b"<a/>" * 60_000 + b"</data>", "parts within parts"),
    "size": (b"<data><text>" + b"a" * 600_000 + b"</text></data>", "larger than any form"),
    "unknown encoding": (b'<?xml version="1.0" encoding="latin-99"?><data/>', "not well-formed"),
    "zero byte": (b"<data><text>\x00</text></data>", "not well-formed"),
    "encrypted": (b'<data encrypted="yes"><base64EncryptedKey>x</base64EncryptedKey></data>', "encrypted"),
}


@pytest.fixture
def telephone(in_time: People, client: Client) -> Telephone:
    return Telephone(client, token_for(in_time))


def xml_of(**answers: str) -> bytes:
    from xml.sax.saxutils import escape

    leaves = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in answers.items())
    return f'<data id="tutela_alert_orvane" version="{asked()}-x"><g>{leaves}</g></data>'.encode()


@pytest.mark.parametrize("name", HARMFUL)
def test_what_is_no_filled_form_is_refused_in_words(telephone: Telephone, name: str, settings: Any) -> None:
    xml, why = HARMFUL[name]
    with pytest.raises(CollectError, match=why):
        telephone.send(Instance(xml, {"photo.jpg": samples.photo()}))
    assert alerts_in() == []
    assert samples.stored_paths(settings.MEDIA_ROOT) == []


HOSTILE = ["'; DROP TABLE know_alerts; --", "<script>alert(1)</script>", "{{ settings.SECRET_KEY }}", "%s%n", "=1+1"]
SEEN = ["text", "place", "actor_name", "own_question"]
LOCKED_AWAY = ["source_name", "source_phone", "source_contact"]


@pytest.mark.parametrize("words", HOSTILE, ids=["sql", "html", "template", "format", "formula"])
def test_words_that_are_programs_elsewhere_are_words_here(telephone: Telephone, words: str) -> None:
    theirs = dict.fromkeys(LOCKED_AWAY, f"Teba {words}")
    telephone.send(Instance(xml_of(what="killing", **dict.fromkeys(SEEN, words), **theirs)))
    alert = only_alert()
    assert (alert.place_name, alert.actor_name) == (words, words)
    assert alert.text == f"{words}\n\nown_question: {words}"
    assert identities() == [dict.fromkeys(["name", "phone", "contact"], f"Teba {words}")]


def test_signs_that_hide_or_turn_words_are_taken_out_and_flagged(telephone: Telephone) -> None:
    telephone.send(Instance(xml_of(what="killing", text="men \u202ewith\u202c gu\u200bns", place="Lo\u2066ï")))
    assert (only_alert().text, only_alert().place_name) == ("men with guns", "Loï")
    assert Flag.TEXT_CLEANED in only_alert().flags


STRANGE = {
    "what": "killing dragons",
    "timing": "never",
    "occurred": "the day before yesterday",
    "people": "many",
    "groups": "elves",
    "actor_kind": "pirates",
    "point": "north of here",
    "area_2": "OV9999",
    "precision": "roughly",
}


@pytest.mark.parametrize("name", STRANGE)
def test_an_answer_that_makes_no_sense_is_kept_among_the_words(telephone: Telephone, name: str) -> None:
    telephone.send(Instance(xml_of(**{"what": "killing", "text": "At dawn.", "area_1": "OV01", name: STRANGE[name]})))
    alert = only_alert()
    assert Flag.UNKNOWN_ANSWER in alert.flags
    assert alert.text.startswith(f"At dawn.\n\n{name}: ")
    assert STRANGE[name].rpartition(" ")[2] in alert.text


def test_a_strange_answer_on_who_told_it_stays_with_who_told_it(telephone: Telephone) -> None:
    telephone.send(Instance(xml_of(what="killing", source_kind="Teba Morlain", call_back="ask Teba")))
    assert "Teba" not in only_alert().text
    assert identities() == [{"note": "source_kind: Teba Morlain\ncall_back: ask Teba"}]


def test_another_form_is_taken_in_and_who_told_it_still_locked_away(telephone: Telephone) -> None:
    xml = b"""<survey id="other" version="7"><meta><instanceID>uuid:7</instanceID></meta><deviceid>imei:1</deviceid>
    <username>liaison4</username><village>Loum</village><informant_name>Teba Morlain</informant_name>
    <numero_tel>555 0142</numero_tel><saw>rifles</saw></survey>"""
    telephone.send(Instance(xml))
    alert = only_alert()
    assert (alert.text, alert.flags) == ("village: Loum\nsaw: rifles", [Flag.PLACE_UNCLEAR, Flag.UNKNOWN_FORM])
    assert identities() == [{"note": "informant_name: Teba Morlain\nnumero_tel: 555 0142"}]


def test_a_place_on_the_other_side_of_the_world_is_flagged(telephone: Telephone) -> None:
    telephone.send(Instance(xml_of(what="killing", point="-41.3 174.8 0 5")))
    assert Flag.FAR_AWAY in only_alert().flags


def test_a_gigabyte_is_not_read_and_the_alert_is_kept(in_time: People, client: Client, settings: Any) -> None:
    xml = xml_of(what="killing", text="At dawn.")
    flood = Flood(form_with(("xml_submission_file", "a.xml", xml), ("photo", "photo.jpg", b"\xff\xd8\xff")))
    with costing() as cost:
        response = pour(client, "/openrosa/submission", flood, HTTP_AUTHORIZATION=f"Token {token_for(in_time)}")
    assert response.status_code == 201
    assert flood.count < LARGEST_REPORT + MEGABYTE
    assert cost.memory < 30 * MEGABYTE
    assert not cost.files
    assert samples.stored_paths(settings.MEDIA_ROOT) == []
    assert Flag.FILE_REFUSED in only_alert().flags


def test_a_gigabyte_without_a_form_is_refused(in_time: People, client: Client) -> None:
    flood = Flood(form_with(("photo", "photo.jpg", b"\xff\xd8\xff")))
    response = pour(client, "/openrosa/submission", flood, HTTP_AUTHORIZATION=f"Token {token_for(in_time)}")
    assert response.status_code == 400
    assert flood.count < LARGEST_REPORT + MEGABYTE
    assert alerts_in() == []


def test_a_form_that_breaks_off_is_not_taken_for_whole(in_time: People, client: Client) -> None:
    xml = xml_of(what="killing")
    body = form_with(("xml_submission_file", "a.xml", xml), ("sound", "sound.mp3", samples.mp3()))
    flood = Flood(body, len(body) + 500, breaks_at=len(body))
    response = pour(client, "/openrosa/submission", flood, HTTP_AUTHORIZATION=f"Token {token_for(in_time)}")
    assert (response.status_code, "did not arrive whole" in response.content.decode()) == (400, True)
    assert alerts_in() == []


def test_a_body_of_unknown_length_is_read_to_its_end(in_time: People, client: Client) -> None:
    body = form_with(("xml_submission_file", "a.xml", xml_of(what="killing")), ("*isIncomplete*", "", b"no"))
    stream = io.BytesIO(body + b"\r\n--flood--\r\n")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/openrosa/submission", "wsgi.input": stream, "CONTENT_LENGTH": "",
        "CONTENT_TYPE": "multipart/form-data; boundary=flood", "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked", "HTTP_AUTHORIZATION": f"Token {token_for(in_time)}",
    }  # fmt: skip
    assert client.request(**environ).status_code == 201
    assert only_alert().headline == "killing"


def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    telephone: Telephone, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    instance = Instance(xml_of(what="killing", photo="photo.jpg"), {"photo.jpg": samples.photo()})
    with pytest.raises(CollectError, match="507: There is no room left"):
        telephone.send(instance)
    assert samples.stored_paths(settings.MEDIA_ROOT) == []
    assert alerts_in() == []


def test_a_refused_report_leaves_no_file_behind(telephone: Telephone, settings: Any) -> None:
    with pytest.raises(CollectError, match="422: The report cannot be as it is"):
        telephone.send(Instance(b"<data/>", {"a.jpg": b"MZ" + bytes(30)}))
    assert samples.stored_paths(settings.MEDIA_ROOT) == []
