"""The first page: what needs attention, and why."""
