"""The JSON API: its root, its refusals, its description, and the intake of alerts."""
