"""What people see of the ledger: the list, an entry, one record's story, the check of the chain, the files."""

from __future__ import annotations

from tutela.account.timeline.pages.exporting import export_csv, export_json
from tutela.account.timeline.pages.lists import ledger
from tutela.account.timeline.pages.records import about, entry
from tutela.account.timeline.pages.verifying import verify_chain

__all__ = ["about", "entry", "export_csv", "export_json", "ledger", "verify_chain"]
