"""Sending what waits in the outbox: the worker, the ways out, and the pages that show what left and what did not."""
