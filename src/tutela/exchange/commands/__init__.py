"""All writing of import runs."""

from __future__ import annotations

from tutela.exchange.commands.runs import finish_import, start_import

__all__ = ["finish_import", "start_import"]
