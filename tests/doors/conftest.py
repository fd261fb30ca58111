"""Fixtures of the tests of doors."""

from __future__ import annotations

from tests.doors.programs import in_time

__all__ = ["in_time"]
