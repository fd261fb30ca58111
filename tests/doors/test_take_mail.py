"""A mail becomes an alert: its words on the desk, whoever wrote it in the vault, its files cleaned, once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.doors import samples
from tests.doors.mails import BODY, forwarded, mail, with_file
from tests.doors.programs import alerts_in, area_of, identities, only_alert
from tutela.exchange.doors.files import open_file
from tutela.exchange.doors.incoming import TooLarge
from tutela.exchange.doors.limits import LARGEST_MAIL
from tutela.exchange.doors.mail import take_mail
from tutela.exchange.doors.mail.reading import NotAMail
from tutela.exchange.doors.mail.words import words_of_html
from tutela.exchange.doors.takings import Taken
from tutela.know.alerts.rules.report import Flag

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tests.people import People


@pytest.fixture
def take(in_time: People) -> Any:
    def taken(made: EmailMessage | bytes) -> Taken:
        raw = made if isinstance(made, bytes) else made.as_bytes()
        return take_mail(raw, actor=in_time.in_charge.actor, clock=in_time.clock)

    return taken


def attachments() -> list[Any]:
    from tutela.know.alerts.models import Attachment

    return list(Attachment.objects.order_by("number"))


def test_a_mail_becomes_an_alert(take: Any) -> None:
    take(mail())
    alert = only_alert()
    assert (alert.channel, alert.text) == ("mail", f"Alert: attack at Loï\n\n{BODY}")
    assert (alert.headline, area_of(alert), alert.people_at_risk) == ("attack_expected", "OV0102", 40)
    assert alert.known_at == datetime(2031, 5, 14, 6, tzinfo=UTC)


def test_who_wrote_it_goes_into_the_vault_and_nowhere_else(take: Any) -> None:
    from tutela.ledger.models import Entry

    take(with_file(mail(BODY + "\n\nTeba Morlain\n-- \nTeba Morlain, +999 555 0142"), samples.photo()))
    assert identities() == [
        {"name": "Teba Morlain", "contact": "teba.morlain@example.org", "note": "Teba Morlain, +999 555 0142"}
    ]
    everything = repr(vars(only_alert())) + repr(list(Entry.objects.values())) + repr([vars(a) for a in attachments()])
    assert "Teba" not in everything
    assert "tebas-laptop" not in everything
    assert "555 0142" not in everything
    assert Flag.POSSIBLE_NAME in only_alert().flags


def test_what_is_quoted_tells_nobody_who_wrote_it(take: Any) -> None:
    quoted = (
        "On 13 May 2031, Ansa Relu wrote:\n> From: Ansa Relu <ansa@example.org>\n> They come tonight. ansa@example.org"
    )
    take(mail(f"As said.\n{quoted}"))
    assert "nsa" not in only_alert().text
    assert "They come tonight. […]" in only_alert().text
    assert "Ansa Relu" in identities()[0]["note"]


def test_the_same_mail_again_changes_nothing(take: Any) -> None:
    first, second = take(with_file(mail(), samples.photo())), take(with_file(mail(), samples.photo()))
    assert (first.receipt.is_repeat, second.receipt.is_repeat) == (False, True)
    assert first.receipt.reference == second.receipt.reference
    assert (len(alerts_in()), len(attachments()), len(identities())) == (1, 1, 1)


def test_two_mails_without_a_number_are_two(take: Any) -> None:
    take(mail(Message_ID=""))
    take(mail("Another one.", Message_ID=""))
    assert len(alerts_in()) == 2


def test_a_mail_within_a_mail_is_read_and_its_sender_kept_apart(take: Any) -> None:
    take(forwarded(with_file(mail(), samples.photo())))
    assert only_alert().text == f"alert\n\nSee below.\n\nAlert: attack at Loï\n\n{BODY}"
    assert identities()[0]["name"] == "Oru Desk"
    assert "Teba Morlain" in identities()[0]["note"]
    assert len(attachments()) == 1


def test_of_two_forms_of_the_text_the_plain_one_is_read(take: Any) -> None:
    take(mail(html="<p>The <b>other</b> form</p>"))
    assert "other" not in only_alert().text


def test_a_web_page_is_read_as_words(take: Any) -> None:
    take(mail("", html="<style>p{}</style><script>alert(1)</script><p>Armed&nbsp;men<br>at Lo&iuml;</p>"))
    assert only_alert().text.endswith("Armed men\nat Loï")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div>a<div>b</div></div>", "a\nb"),
        ("a &lt;b&gt; &amp;", "a <b> &"),
        ("<script>x<b>y</script>z", "z"),
        ("<p>open", "open"),
        ("<svg><text>x</text></svg>y", "y"),
        ("<a href='http://example.org/'>here</a>", "here"),
        ("<<<>>>", "<<<>>>"),
    ],
)
def test_the_words_of_a_page_are_what_a_person_reads(html: str, words: str) -> None:
    assert words_of_html(html) == words


def test_files_are_cleaned_and_refused_ones_are_told(take: Any) -> None:
    made = with_file(with_file(mail(), samples.photo()), b"MZ" + bytes(40), "application/octet-stream")
    taken = take(made)
    (kept,) = attachments()
    assert samples.SECRET not in open_file("orvane", kept.key)
    assert [refusal.code for refusal in taken.refused] == ["file_of_other_kind"]
    assert Flag.FILE_REFUSED in only_alert().flags


def test_a_winmail_dat_is_refused_and_the_words_are_kept(take: Any) -> None:
    taken = take(with_file(mail(), b"\x78\x9f\x3e\x22" + bytes(90), "application/ms-tnef"))
    assert "winmail.dat" in str(taken.refused[0])
    assert only_alert().text.endswith(BODY)


def test_the_logo_of_a_signature_is_no_photo(take: Any) -> None:
    take(with_file(mail(), samples.photo(), cid="<logo@x>", disposition="inline"))
    assert attachments() == []


def test_no_more_than_the_known_number_of_files_is_kept(take: Any) -> None:
    made = mail()
    for size in range(10, 17):
        with_file(made, samples.photo(size=(size, 8)))
    taken = take(made)
    assert (len(attachments()), len(taken.refused)) == (5, 2)


@pytest.mark.parametrize(
    ("headers", "known_at", "flagged"),
    [
        ({"Date": "Fri, 16 May 2031 08:00:00 +0000"}, datetime(2031, 5, 14, 9, 30, tzinfo=UTC), True),
        ({"Date": "yesterday"}, datetime(2031, 5, 14, 9, 30, tzinfo=UTC), False),
        ({"Date": ""}, datetime(2031, 5, 14, 9, 30, tzinfo=UTC), False),
        (
            {"Received": "from x by y; Wed, 14 May 2031 07:00:00 +0000", "Date": "Mon, 1 Jan 2001 08:00:00 +0000"},
            datetime(2031, 5, 14, 7, tzinfo=UTC),
            True,
        ),
        (
            {"Received": "from x by y; Wed, 14 May 2031 07:00:00 +0000"},
            datetime(2031, 5, 14, 7, tzinfo=UTC),
            False,
        ),
    ],
    ids=["future", "no date", "none", "old sender", "server"],
)
def test_the_mail_servers_moment_counts_and_a_senders_is_doubted(
    take: Any, headers: dict[str, str], known_at: datetime, flagged: bool
) -> None:
    take(mail(**headers))
    assert only_alert().known_at == known_at
    assert (Flag.CLOCK_OFF in only_alert().flags) is flagged


BROKEN = {
    "a text": b"what was seen",
    "nothing": b"",
    "Outlook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a picture": samples.photo(),
    "encrypted": b"From: a@example.org\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nx\n--x--\n",
    "sealed": b"From: a@example.org\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_mail_is_refused(take: Any, name: str) -> None:
    with pytest.raises(NotAMail) as refused:
        take(BROKEN[name])
    assert refused.value.remedy
    assert alerts_in() == []


def test_mails_within_mails_without_end_are_refused(take: Any) -> None:
    made = mail()
    for _ in range(12):
        made = forwarded(made)
    with pytest.raises(NotAMail, match="without end"):
        take(made)


def test_a_mail_over_the_limit_is_refused(take: Any) -> None:
    with pytest.raises(TooLarge):
        take(bytes(LARGEST_MAIL + 1))


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/a\n\nSeen at Loum",
        b"From: =?utf-8?b?////?= <a@example.org>\nContent-Type: text/plain; charset=latin-99\n\nSeen at Loum\xe9",
        b"From: a@example.org\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nU2VlbiBhdCBMb3Vt!!!=\n",
        b"From: <><>,;\nSubject: \xff\xfe Seen at Loum\nContent-Disposition: attachment; filename*=x'y\n\nx",
        b"From: a@example.org\nDate: \x00\nContent-Type: ;;;\n\nSeen at Loum",
        b"From: a@example.org\nContent-Type: message/rfc822\n\nSeen at Loum",
    ],
    ids=["open boundary", "unknown letters", "broken base64", "broken headers", "broken date", "mail without head"],
)
def test_a_broken_mail_is_taken_in_as_far_as_it_can_be_read(take: Any, raw: bytes) -> None:
    take(raw)
    assert "Seen at Loum" in only_alert().text


def test_an_empty_mail_is_kept(take: Any) -> None:
    take(mail("", Subject=""))
    assert only_alert().text == "(…)"


def test_signs_that_hide_or_turn_words_are_taken_out_and_flagged(take: Any) -> None:
    take(mail("men \u202ewith\u200b guns"))
    assert "men with guns" in only_alert().text
    assert Flag.TEXT_CLEANED in only_alert().flags


@pytest.mark.parametrize("words", ["'; DROP TABLE x; --", "{{ x }}", "%s{0}", "=1+1"])
def test_words_that_are_programs_elsewhere_are_words_here(take: Any, words: str) -> None:
    take(mail(words, Subject=words, From=f'"{words}" <a@example.org>'))
    assert identities()[0]["contact"] == "a@example.org"
    assert words in only_alert().text or "[…]" in only_alert().text
