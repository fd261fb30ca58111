"""Event data: UCDP GED in every shape and ACLED's export, as one kind of row."""
