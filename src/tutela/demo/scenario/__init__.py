"""The exercise's scenario: the simulated history acted out, one command call a step, as the posts would have done."""

from __future__ import annotations

from tutela.demo.scenario.seeding import seed_exercise

__all__ = ["seed_exercise"]
