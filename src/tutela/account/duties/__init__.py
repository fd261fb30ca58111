"""What was recorded, when and by which post: the pages of the ledger."""
