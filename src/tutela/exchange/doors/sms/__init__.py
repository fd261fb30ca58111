"""Text messages, handed over by a gateway: RapidPro and TextIt in both their shapes, and any other by field names."""
