"""Which cells must be hidden so that no small number can be worked out from what is shown.

A number below the limit is hidden. That is not enough: where all others of a sum are shown, it is what is left. So more
is hidden until, for each hidden number, there are other figures which look exactly the same and in which it is another
number. Those other figures are found and not assumed: who sees only what is shown cannot tell them from the true ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tutela.know.alerts.rules.figures.relations import REASONS, TOTAL, WHOLE, Cell, Web
from tutela.know.alerts.rules.figures.rows import Count, Outcome

MOST_STEPS = 150
"""How long other figures are looked for before more is hidden instead: longer looking hides less and costs more."""
# What a reader misses least is given up first.
_DEAR: Mapping[str, int] = {
    Outcome.REFUTED: 0,
    Outcome.NOT_VERIFIABLE: 0,
    Outcome.OPEN: 2,
    Count.AT_ONCE: 1,
    Count.BY_STATE: 1,
    TOTAL: 1,
    Count.BY_MISSION: 2,
    Count.ANSWERED: 3,
    Outcome.VERIFIED: 4,
}
_DEAR_WHOLE = 5


@dataclass(slots=True)
class Hiding:
    """What is hidden so far. `small` are the numbers below the limit, `withheld` those hidden for their sake; of
    `blank` ones not even that is said, because among so few alerts it would give them away."""

    web: Web
    least: int
    small: set[Cell] = field(default_factory=set)
    withheld: set[Cell] = field(default_factory=set)
    blank: set[Cell] = field(default_factory=set)

    def is_hidden(self, cell: Cell) -> bool:
        """Return whether a cell is not shown; what is left between two numbers never is."""
        return bool(cell.rest) or cell in self.small or cell in self.withheld

    def may_be(self, cell: Cell, number: int) -> bool:
        """Return whether a hidden cell could be a number, by what a reader knows of it.

        A reader who knows these rules knows that what is called small is, that what is withheld is not, and that a
        reason is listed only if somebody gave it.
        """
        if cell in self.small:
            return (1 if cell.group == REASONS else 0) <= number < self.least
        return number >= (self.least if cell in self.withheld else 0)


def hide(web: Web, least: int) -> Hiding:
    """Return what to hide of a web of cells so that no hidden number can be worked out."""
    shown = sorted(cell for cell in web.numbers if not cell.rest)
    hiding = Hiding(web, least, small={cell for cell in shown if web.numbers[cell] < least})
    if len(hiding.small) == len(shown):
        return hiding
    # Reasons that together are few would say each other; they are left out as a whole by whoever shows them.
    waiting = deque(sorted(cell for cell in hiding.small if not is_left_out(cell, web, least)))
    while waiting:
        cell = waiting.popleft()
        while cell not in hiding.blank and (blocked := blocked_by(hiding, cell)) is not None:
            extra = _cheapest(hiding, cell, blocked)
            if extra is None:
                hiding.blank |= _reached(web, cell)
                break
            hiding.withheld.add(extra)
            waiting.append(extra)
    return hiding


def is_left_out(cell: Cell, web: Web, least: int) -> bool:
    """Return whether a cell is a reason, and all reasons together are too few to be shown at all."""
    return cell.group == REASONS and sum(n for one, n in web.numbers.items() if one.group == REASONS) < least


def blocked_by(hiding: Hiding, cell: Cell) -> set[int] | None:
    """Return None if there are figures that look the same and in which a hidden cell is one more or one fewer; else the
    sums that stood in the way of finding such."""
    blocked: set[int] = set()
    for change in (1, -1):
        search = _Search(hiding, blocked)
        if search.can_change(cell, change):
            search.change(cell, change)
            if search.settles():
                return None
    return blocked


@dataclass(slots=True)
class _Search:
    """A search for other figures: what has been changed, which sums do not hold since and by how much, steps taken."""

    hiding: Hiding
    blocked: set[int]
    changed: dict[Cell, int] = field(default_factory=dict)
    off: dict[int, int] = field(default_factory=dict)
    steps: int = 0

    def settles(self) -> bool:
        """Return whether the sums that the changes have broken can all be mended by changing hidden cells once each."""
        self.steps += 1
        if not self.off:
            return True
        at, menders = min(((at, self._menders(at)) for at in self.off), key=lambda one: (len(one[1]), one[0]))
        for cell, change in menders if self.steps < MOST_STEPS else ():
            self.change(cell, change)
            if self.settles():
                return True
            self.change(cell, -change)
        self.blocked.add(at)
        return False

    def can_change(self, cell: Cell, change: int) -> bool:
        """Return whether a hidden cell could be so much more, for all that a reader knows."""
        return self.hiding.may_be(cell, self.hiding.web.numbers[cell] + change)

    def change(self, cell: Cell, change: int) -> None:
        """Change a cell, or take its change back."""
        if self.changed.get(cell) == -change:
            del self.changed[cell]
        else:
            self.changed[cell] = change
        for at in self.hiding.web.of[cell]:
            missing = self.off.get(at, 0) + change * self.hiding.web.weight(at, cell)
            if missing:
                self.off[at] = missing
            else:
                del self.off[at]

    def _menders(self, at: int) -> list[tuple[Cell, int]]:
        """Return the hidden cells that could mend a sum, with the change it takes, those that break fewest others
        first; each cell is changed once at most."""
        web, missing = self.hiding.web, self.off[at]
        free = [cell for cell in web.menders[at] if cell not in self.changed and self.hiding.is_hidden(cell)]
        changes = [(cell, -missing * web.weight(at, cell)) for cell in free]
        return [(cell, change) for cell, change in changes if self.can_change(cell, change)]


def _cheapest(hiding: Hiding, cell: Cell, blocked: set[int]) -> Cell | None:
    """Return the shown cell that a reader misses least, of the sums that stand in the way; if all of those are hidden,
    the nearest that is shown; None if there is none."""
    ring = sorted({one for at in blocked for one in (hiding.web.sums[at].total, *hiding.web.sums[at].parts)} | {cell})
    seen = set(ring)
    while ring:
        shown = [one for one in ring if not hiding.is_hidden(one)]
        if shown:
            return min(shown, key=lambda one: (_dearness(one), hiding.web.numbers[one], one))
        ring = sorted({other for one in ring for other in _neighbours(hiding.web, one)} - seen)
        seen.update(ring)
    return None


def _reached(web: Web, cell: Cell) -> set[Cell]:
    """Return every cell that hangs together with one along the sums."""
    found, ring = {cell}, {cell}
    while ring:
        ring = {other for one in ring for other in _neighbours(web, one)} - found
        found |= ring
    return found


def _neighbours(web: Web, cell: Cell) -> Iterator[Cell]:
    for at in web.of.get(cell, ()):
        yield web.sums[at].total
        yield from web.sums[at].parts


def _dearness(cell: Cell) -> int:
    return _DEAR.get(cell.name, 1) + (_DEAR_WHOLE if cell.group == WHOLE else 0)
