"""Decisions under the policy's gates: what was asked for first, what was there, and what is owed."""
