"""Text messages through a gateway: what it is handed, what counts as a yes, and that a no never tells the number."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from typing import Any

import pytest

from tests.outbox.scene import NUMBER
from tests.outbox.servers import Gateway, gateway
from tutela.exchange.sending.transports import NotSent, Parcel, safe_proof
from tutela.exchange.sending.transports import sms as module
from tutela.exchange.sending.transports.sms import Sms
from tutela.ledger.outbox import Channel, is_open, way_out
from tutela.ledger.outbox.ways import is_private

PARCEL = Parcel("k-1", "M-000001", NUMBER, "head-of-field-office", "Immediate: alert A-000001.")


@pytest.fixture
def gate(settings: Any) -> Iterator[Gateway]:
    with gateway() as running:
        settings.TUTELA_SMS_URL, settings.TUTELA_SMS_TOKEN = running.address, "secret"
        yield running


def refused() -> NotSent:
    """Send, expect a no, and see that nothing of it tells the number or the words."""
    with pytest.raises(NotSent) as no:
        Sms().send(PARCEL)
    told = "".join(traceback.format_exception(no.value))
    assert NUMBER[4:] not in told
    assert "A-000001" not in told
    assert no.value.__cause__ is no.value.__context__ is None
    return no.value


def test_a_generic_gateway_gets_number_text_and_id(gate: Gateway) -> None:
    assert Sms().send(PARCEL) == "HTTP 200 gw-77"
    ((headers, body),) = gate.requests
    assert body == {"to": NUMBER, "text": PARCEL.text, "id": "k-1"}
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer secret", "k-1")


def test_rapidpro_gets_a_broadcast(gate: Gateway, settings: Any) -> None:
    settings.TUTELA_SMS_SHAPE, gate.status, gate.body = "rapidpro", 201, b'{"id": 1234, "urns": []}'
    assert Sms().send(PARCEL) == "HTTP 201 1234"
    ((headers, body),) = gate.requests
    assert body == {"urns": [f"tel:{NUMBER}"], "text": PARCEL.text}
    assert headers["Authorization"] == "Token secret"


def test_an_empty_yes_is_a_yes(gate: Gateway) -> None:
    gate.status, gate.body = 202, b""
    assert Sms().send(PARCEL) == "HTTP 202"


@pytest.mark.parametrize(
    ("status", "code", "is_final", "is_outage"),
    [
        (500, "gateway_status:500", False, True),
        (503, "gateway_status:503", False, True),
        (429, "gateway_status:429", False, True),
        (401, "gateway_status:401", False, True),
        (400, "gateway_refused:400", True, False),
        (422, "gateway_refused:422", True, False),
    ],
)
def test_a_no_is_told_by_a_code(gate: Gateway, status: int, code: str, is_final: bool, is_outage: bool) -> None:
    gate.status, gate.body = status, f"cannot reach {NUMBER}".encode()
    no = refused()
    assert (no.code, no.is_final, no.is_outage) == (code, is_final, is_outage)


@pytest.mark.parametrize("body", [b"<html>Sign in to the hotel</html>", b"[1]", b'"ok"', b"\xff\xfe", b"[" * 50_000])
def test_an_answer_that_no_gateway_gives_is_no_yes(gate: Gateway, body: bytes) -> None:
    gate.body = body
    assert refused().code == "gateway_garbled"


def test_a_yes_with_an_error_in_it_is_none(gate: Gateway) -> None:
    gate.body = b'{"error": "no credit", "id": 1}'
    assert refused().code == "gateway_error"


def test_it_is_not_sent_elsewhere(gate: Gateway) -> None:
    gate.status, gate.headers = 307, {"Location": gate.address}
    assert refused().code == "gateway_redirects:307"
    gate.status, gate.headers = 302, {"Location": gate.address}
    assert refused().code == "gateway_redirects:302"
    assert len(gate.requests) == 2


@pytest.mark.parametrize("drip", [False, True])
def test_it_does_not_wait_for_ever(gate: Gateway, monkeypatch: pytest.MonkeyPatch, drip: bool) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.3)
    gate.drip, gate.wait = drip, 0 if drip else 1.0
    gate.body = b'{"id": "a long answer, a byte at a time"}'
    assert refused().code == "gateway_timeout"


def test_an_answer_without_end_is_cut(gate: Gateway) -> None:
    gate.body = b'{"id": "' + b"x" * 180_000 + b'"}'
    assert refused().code == "gateway_garbled"


def test_a_gateway_that_is_away_is_told_so(settings: Any) -> None:
    settings.TUTELA_SMS_URL = "http://127.0.0.1:9/send"
    assert refused().code == "gateway_unreachable"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://gateway.example/send", True),
        ("http://127.0.0.1:8080/send", True),
        ("http://localhost/send", True),
        ("http://gateway.example/send", False),
        ("http://localhost.example/send", False),
        ("ftp://localhost/send", False),
        ("file:///etc/hosts", False),
        ("https://", False),
        ("http://[broken", False),
    ],
)
def test_only_an_address_that_nobody_listens_to_will_do(address: str, expected: bool, settings: Any) -> None:
    assert is_private(address) is expected
    settings.TUTELA_SMS_URL = address
    assert is_open(Channel.SMS, is_exercise=False) is expected
    if not expected:
        assert way_out(Channel.SMS, is_exercise=False) == "sms_not_private"
        assert refused().code == "sms_not_private"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("gw-77", "gw-77"),
        (f"{NUMBER}-1", "…-1"),
        ("243 99 000 11 22", "…"),
        ("SM00243990001122", "SM…"),
        ("001122", "…"),
        ("7766554433", "7766554433"),
        ("a\nb\x00c\u202e", "abc"),
        ("x" * 500, "x" * 180),
    ],
)
def test_a_proof_never_holds_the_number(answer: str, expected: str) -> None:
    assert safe_proof(answer, NUMBER) == expected


def test_a_parcel_does_not_show_itself() -> None:
    assert repr(PARCEL) == str(PARCEL) == "Parcel(M-000001)"
