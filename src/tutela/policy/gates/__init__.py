"""Gates: who may decide, what must come first, and what is never done; rules that commands ask before an act.

Where violence is imminent or in progress a gate never blocks (para 52): what was skipped is owed, with a clock. The
absolute limits block always, and say why.
"""

from __future__ import annotations

from tutela.policy.gates.judging import Case, GateVerdict, judge
from tutela.policy.gates.rules import Ask, Gate, Strength, gate_from, gates

__all__ = ["Ask", "Case", "Gate", "GateVerdict", "Strength", "gate_from", "gates", "judge"]
