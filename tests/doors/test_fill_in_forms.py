"""ODK Collect fetches the form, fills it in and sends it: once, whole, whatever the line does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.doors import samples
from tests.doors.odk_client import CollectError, Instance, Telephone
from tests.doors.programs import SCOPE, alerts_in, area_of, identities, only_alert, token_for
from tutela.exchange.doors.files import open_file
from tutela.exchange.doors.openrosa import workbook
from tutela.know.alerts.rules.report import Flag

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

ANSWERS = {
    "what": "armed_movement killing",
    "timing": "under_way",
    "text": "Men with rifles crossed the ford and came for the mill.",
    "place": "The mill at Loï",
    "area_1": "OV01",
    "area_2": "OV0102",
    "people": "120",
    "groups": "women boys",
    "actor_kind": "unidentified",
    "occurred": "2031-05-14T08:00:00.000+02:00",
    "precision": "hour",
}
WHO = {"source_kind": "witness", "source_name": "Teba Morlain", "source_phone": "+999 555 0142", "call_back": "yes"}


@pytest.fixture
def telephone(in_time: People, client: Client) -> Telephone:
    return Telephone(client, token_for(in_time))


def filled(telephone: Telephone, files: dict[str, bytes] | None = None, /, **more: str) -> Instance:
    (listed,) = telephone.forms()
    return telephone.fill(telephone.form(listed), {**ANSWERS, **more}, files)


def attachments() -> list[Any]:
    from tutela.know.alerts.models import Attachment

    return list(Attachment.objects.order_by("number"))


def test_the_form_is_listed_with_a_digest_that_fits(telephone: Telephone) -> None:
    (listed,) = telephone.forms()
    assert listed.form_id == "tutela_alert_orvane"
    assert telephone.form(listed)
    assert telephone.media(listed) == {}


def test_a_filled_form_becomes_an_alert(telephone: Telephone) -> None:
    said = telephone.send(filled(telephone))
    alert = only_alert()
    assert said == f"Received as {alert.reference}."
    assert (alert.channel, alert.text, alert.timing) == ("odk", ANSWERS["text"], "under_way")
    assert (area_of(alert), alert.place_name, alert.people_at_risk) == ("OV0102", "The mill at Loï", 120)
    assert (alert.groups, alert.actor_kind) == (["women", "boys"], "unidentified")
    assert alert.occurred_at == datetime(2031, 5, 14, 6, tzinfo=UTC)
    assert alert.flags == []


@pytest.mark.parametrize(("answer", "rooms"), [("yes", ["", "child_protection"]), ("no", [""])])
def test_of_a_harmed_child_the_words_go_to_the_adviser_and_the_desk_gets_act_and_place(
    telephone: Telephone, answer: str, rooms: list[str]
) -> None:
    telephone.send(filled(telephone, what="killing", child_case=answer))
    found = alerts_in()
    assert [alert.compartment for alert in found] == rooms
    assert (found[0].headline, area_of(found[0])) == ("killing", "OV0102")
    assert [alert.compartment for alert in found if alert.text] == rooms[-1:]


def test_who_told_it_goes_into_the_vault_and_nowhere_else(telephone: Telephone) -> None:
    telephone.send(filled(telephone, None, **WHO))
    assert identities() == [{"name": "Teba Morlain", "phone": "+999 555 0142"}]
    alert = only_alert()
    assert alert.source_id is not None
    assert "Teba" not in repr(vars(alert))


def test_the_same_form_sent_five_times_is_one_alert(telephone: Telephone) -> None:
    instance = filled(telephone, {"photo.jpg": samples.photo()}, photo="photo.jpg", **WHO)
    answers = {telephone.send(instance) for _ in range(5)}
    assert len(answers) == 1
    assert len(alerts_in()) == 1
    assert len(attachments()) == 1
    assert len(identities()) == 1


def test_a_photo_is_kept_sealed_and_without_its_notes(telephone: Telephone, settings: Any) -> None:
    telephone.send(filled(telephone, {"Teba at the mill.jpg": samples.photo()}, photo="Teba at the mill.jpg"))
    (kept,) = attachments()
    assert samples.SECRET not in open_file("orvane", kept.key)
    (path,) = samples.stored_paths(settings.MEDIA_ROOT)
    assert path.name == kept.key
    assert b"JFIF" not in path.read_bytes()
    assert "Teba" not in repr([vars(kept), vars(only_alert())])


def test_files_that_come_in_a_second_post_are_added(telephone: Telephone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.exchange.doors.openrosa.answers.LARGEST_SUBMISSION", 2000)
    files = {"photo.jpg": samples.photo(), "sound.amr": samples.amr()}
    telephone.send(filled(telephone, files, photo="photo.jpg", audio="sound.amr"))
    assert telephone.posts == 2
    assert [file.media_type for file in attachments()] == ["image/jpeg", "audio/amr"]
    assert only_alert().flags == []


def test_a_line_that_breaks_between_two_files_loses_nothing(
    telephone: Telephone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutela.exchange.doors.openrosa.answers.LARGEST_SUBMISSION", 2000)
    files = {"photo.jpg": samples.photo(), "sound.amr": samples.amr()}
    instance = filled(telephone, files, photo="photo.jpg", audio="sound.amr")
    telephone.cut_after = 1
    with pytest.raises(CollectError, match="the line broke"):
        telephone.send(instance)
    assert [file.media_type for file in attachments()] == ["image/jpeg"]
    telephone.cut_after = None
    telephone.send(instance)
    assert [file.media_type for file in attachments()] == ["image/jpeg", "audio/amr"]
    assert len(alerts_in()) == 1


def test_a_file_that_is_named_and_does_not_come_is_flagged(telephone: Telephone) -> None:
    telephone.send(filled(telephone, photo="lost.jpg"))
    assert only_alert().flags == [Flag.FILE_MISSING]


def test_a_file_that_is_not_taken_is_said_and_the_alert_is_kept(telephone: Telephone) -> None:
    said = telephone.send(filled(telephone, {"virus.jpg": b"MZ" + bytes(90)}, photo="virus.jpg"))
    assert "a program, which is not taken" in said
    assert only_alert().flags == [Flag.FILE_REFUSED]
    assert attachments() == []


def test_a_telephone_that_reconnects_after_three_days_says_when_it_was_told(
    telephone: Telephone, in_time: People
) -> None:
    instance = filled(telephone)
    telephone.now += timedelta(days=3)
    in_time.clock.advance(timedelta(days=3))
    telephone.send(instance)
    alert = only_alert()
    assert alert.known_at == in_time.clock.now() - timedelta(days=3)
    assert alert.flags == [Flag.LATE]


@pytest.mark.parametrize("hours", [0, 12])
def test_the_half_of_the_day_that_collect_leaves_out_is_found(
    telephone: Telephone, in_time: People, hours: int
) -> None:
    telephone.now += timedelta(hours=hours)
    in_time.clock.advance(timedelta(hours=hours))
    telephone.send(filled(telephone))
    assert only_alert().known_at == in_time.clock.now()
    assert only_alert().flags == []


def test_a_telephone_whose_clock_is_a_day_off_is_believed_in_how_long_ago(telephone: Telephone) -> None:
    telephone.clock_off_by = 86_400
    telephone.send(filled(telephone))
    alert = only_alert()
    assert alert.known_at == alert.received_at
    assert alert.flags == [Flag.CLOCK_OFF]


def test_a_form_with_many_areas_brings_them_in_a_file(telephone: Telephone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_INLINE", 3)
    (listed,) = telephone.forms()
    files = telephone.media(listed)
    assert sorted(files) == ["areas_1.csv", "areas_2.csv"]
    assert "OV0102,Loï,OV01" in files["areas_2.csv"].decode()
    telephone.send(telephone.fill(telephone.form(listed), ANSWERS))
    assert area_of(only_alert()) == "OV0102"


@pytest.fixture(autouse=True)
def _forget_forms() -> None:
    from tutela.exchange.doors.openrosa import forms

    forms._workbook.cache_clear()
    forms._xform.cache_clear()


def test_an_older_form_is_taken_in_and_flagged(telephone: Telephone) -> None:
    instance = filled(telephone)
    instance.xml = instance.xml.replace(b'version="', b'version="00000000-')
    telephone.send(instance)
    assert only_alert().flags == [Flag.UNKNOWN_FORM]


def test_a_form_with_other_areas_is_not_strange(telephone: Telephone) -> None:
    instance = filled(telephone)
    known = workbook.asked().encode()
    instance.xml = instance.xml.replace(known + b"-", known + b"-ffff")
    telephone.send(instance)
    assert only_alert().flags == []


def test_another_name_at_the_end_of_the_address_makes_no_difference(in_time: People, client: Client) -> None:
    kobo = Telephone(client, token_for(in_time), server="https://testserver/openrosa/field-team/")
    kobo.send(filled(kobo))
    assert only_alert().channel == "odk"


def test_no_token_is_sent_in_the_clear(in_time: People, client: Client) -> None:
    telephone = Telephone(client, token_for(in_time), server="http://testserver/openrosa")
    with pytest.raises(CollectError, match="no way of signing in"):
        telephone.forms()


def test_behind_tls_no_address_leads_into_the_clear(in_time: People, client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    telephone = Telephone(client, token_for(in_time))
    (listed,) = telephone.forms()
    assert listed.download.startswith("https://")


@pytest.mark.parametrize("secret", ["", "tut_" + "x" * 43])
def test_a_wrong_token_opens_nothing(in_time: People, client: Client, secret: str) -> None:
    telephone = Telephone(client, secret)
    with pytest.raises(CollectError, match="401"):
        telephone.forms()
    with pytest.raises(CollectError, match="HEAD was answered 401"):
        telephone.send(Instance(b"<data/>"))
    assert alerts_in() == []


def test_a_token_without_the_right_to_take_in_alerts_opens_nothing(in_time: People, client: Client) -> None:
    telephone = Telephone(client, token_for(in_time, "mission:mission:read"))
    with pytest.raises(CollectError, match="HEAD was answered 403"):
        telephone.send(Instance(b"<data/>"))


def test_a_token_of_another_mission_takes_in_there(in_time: People, client: Client) -> None:
    from tutela.mission.commands import issue_token

    issued = issue_token(
        actor=in_time.outsider.actor, clock=in_time.clock, post="poc-adviser", name="Elsewhere", scope=SCOPE
    )
    telephone = Telephone(client, issued.secret)
    (listed,) = telephone.forms()
    assert (listed.form_id, b"Loi" in telephone.form(listed)) == ("tutela_alert_lithe", False)
    telephone.send(telephone.fill(telephone.form(listed), {"what": "killing", "timing": "over"}))
    assert only_alert().mission_id == "lithe"
