"""The page for the field: it takes reports in without a connection, keeps them sealed, and proves what it sent."""
