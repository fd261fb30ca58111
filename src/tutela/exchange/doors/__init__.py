"""The doors through which reports come in: telephone, offline page, ODK, SMS, mail, tables and programs."""

from __future__ import annotations

from tutela.exchange.doors.taking import Receipt, take_in

__all__ = ["Receipt", "take_in"]
