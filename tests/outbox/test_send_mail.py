"""Mail through a server: what it is handed, its last word as proof, and that a no never tells the address."""

from __future__ import annotations

import email
import traceback
from collections.abc import Iterator
from email import policy
from typing import Any

import pytest

from tests.outbox.scene import MAIL
from tests.outbox.servers import MailServer, mail_server
from tutela.exchange.sending.transports import NotSent, Parcel
from tutela.exchange.sending.transports.mail import Mail
from tutela.ledger.outbox import Channel, is_open, way_out

PARCEL = Parcel("k-1", "M-000001", MAIL, "poc-adviser", "Où : Tesqué-Ville\nA-000001", "Immédiat", "fr")


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "tutela.exchange.sending.transports.smtp.AnsweringBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.DEFAULT_FROM_EMAIL = "127.0.0.1", running.port, "t@m.example"
        settings.EMAIL_USE_TLS, settings.TUTELA_MAIL_SECURITY = False, "none"
        yield running


def refused() -> NotSent:
    with pytest.raises(NotSent) as no:
        Mail().send(PARCEL)
    told = "".join(traceback.format_exception(no.value))
    assert MAIL not in told
    assert no.value.__cause__ is no.value.__context__ is None
    return no.value


def test_the_servers_last_word_is_the_proof_without_the_address(server: MailServer) -> None:
    assert Mail().send(PARCEL) == "250 2.0.0 Ok: queued as 4F2B <…>"


def test_a_mail_says_that_a_machine_wrote_it_and_has_the_same_id_at_every_try(server: MailServer) -> None:
    Mail().send(PARCEL)
    Mail().send(PARCEL)
    first, second = (email.message_from_bytes(text.encode(), policy=policy.default) for text in server.mails)
    assert first["Message-ID"] == second["Message-ID"] == "<k-1@m.example>"
    assert (first["To"], first["From"], first["Subject"]) == (MAIL, "t@m.example", "Immédiat")
    assert (first["Auto-Submitted"], first["Content-Language"]) == ("auto-generated", "fr")
    assert first.get_content().strip() == PARCEL.text


@pytest.mark.parametrize(
    ("verb", "answer", "code", "is_final", "is_outage"),
    [
        ("RCPT", f"550 5.1.1 <{MAIL}> unknown", "address_refused:550", True, False),
        ("RCPT", f"451 4.7.1 <{MAIL}> come back later", "address_refused:451", False, False),
        ("MAIL", "530 sign in first", "mail_server:530", False, True),
        (".", f"552 {MAIL} is over quota", "mail_refused:552", True, False),
        (".", "451 try again", "mail_refused:451", False, False),
        ("EHLO", "421 too busy", "mail_server:421", False, True),
    ],
)
def test_a_no_is_told_by_a_code(
    server: MailServer, verb: str, answer: str, code: str, is_final: bool, is_outage: bool
) -> None:
    server.answers[verb] = answer
    if verb == "EHLO":
        server.answers["HELO"] = answer
    no = refused()
    assert (no.code, no.is_final, no.is_outage) == (code, is_final, is_outage)


def test_a_server_that_is_away_is_told_so(server: MailServer, settings: Any) -> None:
    settings.EMAIL_PORT = 9
    no = refused()
    assert (no.code, no.is_outage) == ("mail_unreachable", True)


def test_without_tls_where_it_is_asked_for_nothing_is_handed_over(server: MailServer, settings: Any) -> None:
    settings.EMAIL_USE_TLS, settings.TUTELA_MAIL_SECURITY = True, "starttls"
    assert refused().is_outage
    assert server.mails == []


def test_mail_that_is_outside_of_the_missions_domains_is_never_handed_over(server: MailServer, settings: Any) -> None:
    settings.TUTELA_MAIL_DOMAINS = ["elsewhere.example"]
    assert (refused().code, server.mails) == ("domain_not_allowed", [])


@pytest.mark.parametrize(
    ("host", "sender", "security", "expected"),
    [
        ("", "t@m.example", "starttls", "mail_not_set_up"),
        ("mail.example", "", "starttls", "mail_not_set_up"),
        ("mail.example", "t@m.example", "none", "mail_not_private"),
        ("mail.example", "t@m.example", "tls", "ready"),
        ("localhost", "t@m.example", "none", "ready"),
    ],
)
def test_it_says_if_there_is_a_way_out(host: str, sender: str, security: str, expected: str, settings: Any) -> None:
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL, settings.TUTELA_MAIL_SECURITY = host, sender, security
    assert way_out(Channel.MAIL, is_exercise=False) == expected
    assert is_open(Channel.MAIL, is_exercise=False) is (expected == "ready")
    assert way_out(Channel.MAIL, is_exercise=True) == "exercise"
