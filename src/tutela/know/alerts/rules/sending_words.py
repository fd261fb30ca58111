"""What became of a message, in words: for whoever was to be told, and for whoever watches over the outbox."""

from __future__ import annotations

from tutela.kernel.sentences import Sentence

CHANNEL_WORDS: dict[str, Sentence] = {"mail": Sentence("Mail"), "sms": Sentence("Text message")}

STATE_WORDS: dict[str, Sentence] = {
    "waiting": Sentence("Waits to be sent"),
    "sent": Sentence("Sent"),
    "failed": Sentence("Could not be sent"),
    "cancelled": Sentence("Not sent any more"),
    "expired": Sentence("Out of time"),
}

PURPOSE_WORDS: dict[str, Sentence] = {
    "new": Sentence("New alert"),
    "again": Sentence("It is open again"),
    "offered": Sentence("Offered to the post"),
    "declined": Sentence("Offer not taken"),
    "escalated": Sentence("Passed up to headquarters"),
    "reminder": Sentence("Nobody has acknowledged it"),
    "over": Sentence("Set aside"),
    "joined": Sentence("Joined to another"),
    "flood": Sentence("Many alerts at once"),
    "test": Sentence("Test"),
    "reply": Sentence("Answer to a source"),
}

WAY_WORDS: dict[str, Sentence] = {
    "mail_not_set_up": Sentence("No mail server is set up: mail waits and is not sent."),
    "mail_not_private": Sentence("Mail waits: the server’s address would let others read it on the way."),
    "sms_not_set_up": Sentence("No gateway for text messages is set up: they wait and are not sent."),
    "sms_not_private": Sentence("Text messages wait: the gateway’s address would let others read them on the way."),
    "exercise": Sentence("This is an exercise: messages are written into a folder and reach nobody."),
}
"""Why messages of a channel do not leave."""

_WHY: dict[str, Sentence] = {
    "address_refused": Sentence("The mail server does not know the address."),
    "mail_refused": Sentence("The mail server did not take the message."),
    "mail_not_taken": Sentence("The mail server did not take the message."),
    "mail_sign_in": Sentence("The mail server did not let the software sign in."),
    "mail_server": Sentence("The mail server refused to talk."),
    "mail_timeout": Sentence("The mail server did not answer in time."),
    "mail_tls": Sentence("The connection to the mail server could not be made private."),
    "mail_unreachable": Sentence("The mail server could not be reached."),
    "mail_malformed": Sentence("The message could not be written as a mail."),
    "domain_not_allowed": Sentence("Mail goes only to addresses of the mission."),
    "gateway_timeout": Sentence("The gateway did not answer in time."),
    "gateway_unreachable": Sentence("The gateway could not be reached."),
    "gateway_garbled": Sentence("What answered was no gateway."),
    "gateway_redirects": Sentence("The gateway sent us elsewhere; that is not followed."),
    "gateway_refused": Sentence("The gateway refused the message."),
    "gateway_status": Sentence("The gateway answered with an error."),
    "gateway_error": Sentence("The gateway answered with an error."),
    "folder_not_writable": Sentence("The folder of the exercise could not be written."),
    "sender_stopped": Sentence("The software stopped each time that it tried."),
    "out_of_time": Sentence("Its time was over before it could be sent."),
    "not_in_post": Sentence("The person does not hold the post any more."),
    "choice_changed": Sentence("Another way to be told was chosen meanwhile."),
    "not_allowed": Sentence("The post may not know of it any more."),
    "alert_over": Sentence("The alert was closed or set aside before."),
    "alert_acknowledged": Sentence("Somebody had acknowledged the alert before."),
    "alert_open_again": Sentence("The alert was open again before."),
    "never_told": Sentence("There was nothing to take back: the first message never left."),
    "no_consent": Sentence("The source does not consent to be contacted."),
    "no_address": Sentence("The source cannot be reached this way."),
    "not_neutral": Sentence("The text is not one of those that may go to a source."),
    "by_hand": Sentence("Somebody gave it up."),
    "unexpected": Sentence("Something failed that nobody foresaw."),
}


def why_words(code: str) -> tuple[Sentence | str, str]:
    """Return in words why a message was not sent, and the number that came with it (a server's own code) or nothing.

    A code of an older version that is not known any more is told as it is.
    """
    name, _colon, number = code.partition(":")
    return _WHY.get(name, name), number if number.isdigit() else ""
