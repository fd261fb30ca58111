"""What a person sees of decisions."""

from __future__ import annotations

from tutela.act.decisions.pages.asking import acts, ask
from tutela.act.decisions.pages.lists import decision_list
from tutela.act.decisions.pages.stories import decision

__all__ = ["acts", "ask", "decision", "decision_list"]
