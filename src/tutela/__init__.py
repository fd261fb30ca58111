"""Tutela carries out the United Nations policy on the protection of civilians in peacekeeping."""

from __future__ import annotations

__version__ = "0.1.0"
