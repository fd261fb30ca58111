"""Alerts as they stand now, and everything that was said, judged and done about them."""

from __future__ import annotations

from tutela.know.alerts.models.alert import Alert, Allegation, Attachment
from tutela.know.alerts.models.handling import HandOver, Merge, Note, Response, Telling
from tutela.know.alerts.models.notices import NoticeChoice

__all__ = ["Alert", "Allegation", "Attachment", "HandOver", "Merge", "Note", "NoticeChoice", "Response", "Telling"]
