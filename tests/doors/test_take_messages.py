"""Text messages come in through gateways of any shape: once, in two languages, and their senders go into the vault."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.doors.programs import alerts_in, area_of, by, identities, only_alert, token_for
from tutela.know.alerts.rules.report import Flag

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

NUMBER = "+99955501420"
RAPIDPRO, GENERIC, GATEWAY = "/doors/sms/rapidpro/", "/doors/sms/generic/", "/doors/sms/gateway/"


def flow(text: str = "Attack at Loï now, 40 people", **more: Any) -> dict[str, Any]:
    """Return what a flow of RapidPro hands over."""
    return {
        "contact": {"uuid": "c-1", "name": "Teba Morlain", "urn": f"tel:{NUMBER}"},
        "flow": {"uuid": "f-1", "name": "Alerts"},
        "path": [{"node_uuid": "n-1", "arrived_on": "2031-05-14T09:20:00Z"}],
        "results": {},
        "run": {"uuid": "r-1", "created_on": "2031-05-14T09:20:00Z"},
        "input": {
            "uuid": "i-1",
            "created_on": "2031-05-14T09:25:00Z",
            "text": text,
            "type": "msg",
            "attachments": [],
            "urn": {"scheme": "tel", "path": NUMBER, "display": "0142"},
            "channel": {"uuid": "ch-1", "name": "Gateway", "address": "+999000"},
        },
        "channel": {"uuid": "ch-1", "name": "Gateway", "address": "+999000"},
        **more,
    }


class Gateway:
    """A gateway that knows a token."""

    def __init__(self, client: Client, secret: str) -> None:
        self.client, self.secret = client, secret

    def json(self, path: str, body: Any, **more: Any) -> Any:
        """Hand JSON over."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(path, raw, content_type="application/json", headers=by(self.secret), **more)

    def form(self, path: str, fields: dict[str, str] | bytes, headers: dict[str, str] | None = None) -> Any:
        """Hand a form over."""
        raw = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        kind = "application/x-www-form-urlencoded"
        return self.client.post(path, raw, content_type=kind, headers=by(self.secret) if headers is None else headers)


@pytest.fixture
def gateway(in_time: People, client: Client) -> Gateway:
    return Gateway(client, token_for(in_time))


def test_a_flow_becomes_an_alert(gateway: Gateway) -> None:
    response = gateway.json(RAPIDPRO, flow())
    alert = only_alert()
    assert (response.status_code, response.json()["reference"]) == (201, alert.reference)
    assert (alert.channel, alert.text) == ("sms", "Attack at Loï now, 40 people")
    assert (alert.headline, area_of(alert), alert.place_name) == ("attack_expected", "OV0102", "Loï")
    assert (alert.people_at_risk, alert.language) == (40, "en")
    assert alert.known_at.isoformat() == "2031-05-14T09:25:00+00:00"


def test_the_number_goes_into_the_vault_and_nowhere_else(gateway: Gateway) -> None:
    from tutela.ledger.models import Entry

    response = gateway.json(RAPIDPRO, flow())
    assert identities() == [{"name": "Teba Morlain", "phone": NUMBER}]
    everything = repr(vars(only_alert())) + repr(list(Entry.objects.values())) + response.content.decode()
    assert NUMBER not in everything
    assert "Teba" not in everything
    assert only_alert().source_id is not None


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("They are coming to the village now", "Thank you. Your message has arrived."),
        ("Des hommes armés arrivent vers le village", "Merci. Votre message est bien arrivé."),
    ],
)
def test_the_reply_is_in_the_senders_language_and_says_nothing(gateway: Gateway, text: str, reply: str) -> None:
    said = gateway.json(RAPIDPRO, flow(text)).json()["reply"]
    assert said in {reply, "Thank you. Your message has arrived."}
    assert only_alert().language == ("en" if "They" in text else "fr")


def test_the_answers_of_a_flow_are_understood_by_their_names(gateway: Gateway) -> None:
    results = {
        "Quoi": {"name": "Quoi", "category": "Meurtre", "value": "killing", "input": "killing"},
        "Lieu": {"name": "Lieu", "category": "Has Text", "value": "Ombral", "input": "Ombral"},
        "Quand": {"name": "Quand", "category": "Has Text", "value": "maintenant", "input": "maintenant"},
        "Combien": {"name": "Combien", "category": "Has Number", "value": "12", "input": "12 ou 13"},
        "Route": {"name": "Route", "category": "Has Text", "value": "la piste nord", "input": "la piste nord"},
    }
    gateway.json(RAPIDPRO, flow("12 ou 13", results=results))
    alert = only_alert()
    assert (alert.headline, area_of(alert), alert.timing, alert.people_at_risk) == (
        "killing", "OV0202", "under_way", 12,
    )  # fmt: skip
    assert "Route: la piste nord" in alert.text


@pytest.mark.parametrize(
    ("urn", "who"),
    [
        ("whatsapp:99955501420", {"phone": NUMBER}),
        ("telegram:1234", {"contact": "telegram:1234"}),
        ("mailto:teba@example.org", {"contact": "mailto:teba@example.org"}),
        ({"scheme": "tel", "path": NUMBER}, {"phone": NUMBER}),
    ],
    ids=["WhatsApp", "Telegram", "mail", "parts"],
)
def test_the_sender_on_another_network_is_locked_away_too(gateway: Gateway, urn: Any, who: dict[str, str]) -> None:
    gateway.json(RAPIDPRO, flow(contact={"urn": urn}))
    assert identities() == [who]


def test_the_older_form_of_rapidpro_is_understood(gateway: Gateway) -> None:
    fields = {
        "event": "mo_sms", "relayer": "254", "relayer_phone": "+999000", "sms": "12", "phone": NUMBER,
        "text": "Fuite de Loi", "time": "2031-05-14T09:10:00", "status": "Q", "direction": "I",
    }  # fmt: skip
    assert gateway.form(RAPIDPRO, fields).status_code == 201
    assert (only_alert().headline, area_of(only_alert())) == ("people_fleeing", "OV0102")
    assert identities() == [{"phone": NUMBER}]


@pytest.mark.parametrize("event", ["mt_dlvd", "mo_call", "alarm", "flow"])
def test_other_events_of_the_older_form_are_no_messages(gateway: Gateway, event: str) -> None:
    response = gateway.form(RAPIDPRO, {"event": event, "relayer": "254", "phone": NUMBER, "text": "x"})
    assert (response.status_code, response.json()) == (200, {"status": "ignored"})
    assert alerts_in() == []


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", {"from": NUMBER, "text": "Tirs à Loï", "id": "7", "received_at": "2031-05-14T09:00:00Z"}),
        ("", {"From": NUMBER, "Body": "Tirs à Loï", "MessageSid": "SM7"}),
        ("", {"from": NUMBER, "message": "Tirs à Loï", "message_id": "7", "sent_timestamp": "1936602000000"}),
        ("?from=origin&text=payload&id=no", {"origin": NUMBER, "payload": "Tirs à Loï", "no": "7", "from": "x"}),
    ],
    ids=["plain", "Twilio", "SMSSync", "named"],
)
@pytest.mark.parametrize("shape", ["json", "form"])
def test_any_gateway_is_understood_by_the_names_of_its_fields(
    gateway: Gateway, shape: str, query: str, fields: dict[str, str]
) -> None:
    response = getattr(gateway, shape)(GENERIC + query, fields)
    assert response.status_code == 201
    assert (only_alert().headline, area_of(only_alert())) == ("shooting_heard", "OV0102")
    assert identities() == [{"phone": NUMBER}]


def test_a_gateway_that_cannot_set_headers_shows_the_token_in_a_field(in_time: People, client: Client) -> None:
    gateway = Gateway(client, "")
    fields = {"from": NUMBER, "message": "Tirs", "secret": token_for(in_time)}
    response = gateway.form(GATEWAY, fields, headers={})
    assert response.status_code == 201
    assert response.json()["payload"] == {"success": True, "error": None}


@pytest.mark.parametrize("secret", ["", "tut_" + "x" * 43, "secret"])
def test_a_field_with_a_wrong_token_opens_nothing(in_time: People, client: Client, secret: str) -> None:
    response = Gateway(client, "").form(GATEWAY, {"from": NUMBER, "message": "Tirs", "secret": secret}, headers={})
    assert response.status_code == 401
    assert response.json()["code"] == "no_token"
    assert NUMBER not in response.content.decode()
    assert alerts_in() == []


def test_a_token_in_the_address_opens_nothing(in_time: People, client: Client) -> None:
    path = f"{GATEWAY}?secret={token_for(in_time)}"
    assert Gateway(client, "").form(path, {"from": NUMBER, "message": "Tirs"}, headers={}).status_code == 401


@pytest.mark.parametrize("path", [RAPIDPRO, GENERIC, GATEWAY])
def test_a_message_in_an_address_is_not_taken(in_time: People, client: Client, path: str) -> None:
    response = client.get(path, {"from": NUMBER, "text": "Tirs"}, headers=by(token_for(in_time)))
    assert response.status_code == 405


def test_the_same_message_five_times_is_one_alert(gateway: Gateway) -> None:
    statuses = [gateway.json(RAPIDPRO, flow()).status_code for _ in range(5)]
    assert statuses == [201, 200, 200, 200, 200]
    assert len(alerts_in()) == 1
    assert len(identities()) == 1


def test_a_gateway_that_begins_its_numbers_anew_loses_nothing(gateway: Gateway) -> None:
    for text in ("Tirs à Loï", "Attaque à Ombral"):
        gateway.json(GENERIC, {"from": NUMBER, "text": text, "id": "1"})
    assert len(alerts_in()) == 2


def test_a_message_without_number_is_the_same_within_a_minute(gateway: Gateway, in_time: People) -> None:
    message = {"from": NUMBER, "text": "Tirs à Loï"}
    assert [gateway.json(GENERIC, message).status_code for _ in range(2)] == [201, 200]
    in_time.clock.advance(timedelta(minutes=2))
    assert gateway.json(GENERIC, message).status_code == 201


def test_nothing_that_is_kept_lets_somebody_try_out_numbers(gateway: Gateway) -> None:
    import hashlib

    gateway.json(GENERIC, {"from": NUMBER, "text": "Tirs", "id": "1"})
    key = only_alert().submission_key
    tried = [NUMBER, f"{NUMBER}Tirs", "\x00".join(("1", NUMBER, "Tirs", "[]"))]
    assert key.removeprefix("sms:") not in {hashlib.sha256(one.encode()).hexdigest() for one in tried}


def test_an_empty_message_is_kept_and_flagged(gateway: Gateway) -> None:
    assert gateway.json(GENERIC, {"from": NUMBER, "text": "\u200b\u202e "}).status_code == 201
    assert (only_alert().text, Flag.TEXT_CLEANED in only_alert().flags) == ("(…)", True)


def test_signs_that_hide_or_turn_words_are_taken_out_and_flagged(gateway: Gateway) -> None:
    gateway.json(GENERIC, {"from": NUMBER, "text": "at\u200btack \u202eïoL"})
    assert only_alert().text == "attack ïoL"
    assert Flag.TEXT_CLEANED in only_alert().flags


def test_a_huge_message_is_cut_and_flagged(gateway: Gateway) -> None:
    gateway.json(GENERIC, {"from": NUMBER, "text": "attack " + "a" * 20_000})
    assert Flag.TEXT_CUT in only_alert().flags


def test_what_is_larger_than_any_message_is_refused(gateway: Gateway) -> None:
    assert gateway.json(GENERIC, {"from": NUMBER, "text": "a" * 100_000}).status_code == 413
    assert alerts_in() == []


def test_letters_of_another_alphabet_are_read_and_flagged(gateway: Gateway) -> None:
    gateway.form(GENERIC, b"from=%2B999&text=Tirs+%E0+Lo%EF")
    assert only_alert().text == "Tirs à Loï"
    assert Flag.TEXT_CLEANED in only_alert().flags


@pytest.mark.parametrize(
    "body",
    [b"{", b"[1]", b'"x"', b"{}", b'{"contact": 1}', b"[" * 5000, b'{"a":' * 5000, b'{"from": {"a": {}}}', b"\xff\xfe"],
    ids=["cut", "list", "text", "empty", "no contact", "deep list", "deep object", "no words", "bytes"],
)
@pytest.mark.parametrize("path", [RAPIDPRO, GENERIC])
def test_what_is_no_message_is_refused_in_one_shape(gateway: Gateway, path: str, body: bytes) -> None:
    response = gateway.json(path, body)
    assert response.status_code == 400
    assert set(response.json()) == {"code", "message", "remedy", "paragraphs"}
    assert alerts_in() == []


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE x; --", "<script>alert(1)</script>", "\ud800 half", "a\x00b", "%s{0}"]
)
def test_words_that_are_programs_elsewhere_are_words_here(gateway: Gateway, words: str) -> None:
    message = flow(f"Seen: {words}", contact={"name": f"Teba {words}", "urn": f"tel:555{words}"})
    assert gateway.json(RAPIDPRO, message).status_code == 201
    kept = words.replace("\ud800", "?").replace("\x00", "")
    assert only_alert().text == f"Seen: {kept}"
    assert identities() == [{"name": f"Teba {kept}", "phone": f"555{kept}"}]


def test_a_picture_that_lies_elsewhere_is_not_fetched_and_the_alert_says_so(gateway: Gateway) -> None:
    message = flow("Look")
    message["input"]["attachments"] = [{"content_type": "image/jpeg", "url": "https://example.org/x.jpg"}]
    gateway.json(RAPIDPRO, message)
    assert Flag.FILE_MISSING in only_alert().flags


def test_a_clock_that_was_never_set_is_not_believed(gateway: Gateway) -> None:
    gateway.json(GENERIC, {"from": NUMBER, "text": "Tirs", "received_at": "2004-01-01T00:00:00Z"})
    assert only_alert().known_at == only_alert().received_at


def test_a_token_that_may_not_lock_sources_away_loses_the_number_and_not_the_alert(
    in_time: People, client: Client
) -> None:
    gateway = Gateway(client, token_for(in_time, "know.alerts:alert:receive"))
    assert gateway.json(RAPIDPRO, flow()).status_code == 201
    assert identities() == []
    assert NUMBER not in repr(vars(only_alert()))
