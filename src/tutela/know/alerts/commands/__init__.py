"""All writing of the alerts app, one function a verb."""

from __future__ import annotations

from tutela.know.alerts.commands.closing import close_alert, reopen_alert, set_aside_alert, tell_community
from tutela.know.alerts.commands.handling import (
    acknowledge_alert,
    add_note,
    leave_alert,
    place_alert,
    set_urgency,
    work_on_alert,
)
from tutela.know.alerts.commands.merging import merge_alert, unmerge_alert
from tutela.know.alerts.commands.notices import answer_source, choose_notices, raise_notice, send_test
from tutela.know.alerts.commands.passing import answer_offer, escalate_alert, offer_alert, tell_desk
from tutela.know.alerts.commands.receiving import Received, attach_files, receive_alert
from tutela.know.alerts.commands.responding import advance_response, decide_no_response, decide_response
from tutela.know.alerts.commands.verifying import add_allegation, verify_allegation

__all__ = [
    "Received",
    "acknowledge_alert",
    "add_allegation",
    "add_note",
    "advance_response",
    "answer_offer",
    "answer_source",
    "attach_files",
    "choose_notices",
    "close_alert",
    "decide_no_response",
    "decide_response",
    "escalate_alert",
    "leave_alert",
    "merge_alert",
    "offer_alert",
    "place_alert",
    "raise_notice",
    "receive_alert",
    "reopen_alert",
    "send_test",
    "set_aside_alert",
    "set_urgency",
    "tell_community",
    "tell_desk",
    "unmerge_alert",
    "verify_allegation",
    "work_on_alert",
]
