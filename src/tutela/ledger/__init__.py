"""The append-only journal: every change is a command, every command leaves an entry."""
