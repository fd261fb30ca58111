"""Taking files in: each function reads a file, makes the calls to commands, and returns a report."""

from __future__ import annotations

from tutela.exchange.intake.areas import import_areas_file
from tutela.exchange.intake.bases import import_bases_file
from tutela.exchange.intake.events import import_events_file
from tutela.exchange.intake.reports import ImportReport

__all__ = ["ImportReport", "import_areas_file", "import_bases_file", "import_events_file"]
