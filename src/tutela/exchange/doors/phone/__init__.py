"""The form for a call at night: half a minute, the keyboard alone, and who calls is locked away at once."""
