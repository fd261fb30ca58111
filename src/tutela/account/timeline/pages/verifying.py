"""The check of the chain: walked when somebody asks, told with its time and its count."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from time import monotonic

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.timeline.forms import PrintedHead
from tutela.kernel.clock import from_instant, instant
from tutela.ledger.queries import ledger_head, verify

KEPT_AS = "ledger_check"


@dataclass(frozen=True, slots=True)
class Check:
    """The last check that this person asked for: when, over how many entries, in how long, with what result."""

    mission: str
    checked_at: str
    entries: int
    seconds: float
    head_sequence: int
    problem: str = ""
    broken_at: int | None = None
    through: int | None = None

    @property
    def moment(self) -> datetime:
        """When it was checked."""
        return from_instant(self.checked_at)


def last_check(request: ActorRequest) -> Check | None:
    """Return the last check of this mission's chain in this person's session, or None."""
    kept = request.session.get(KEPT_AS)
    if not isinstance(kept, dict) or kept.get("mission") != request.actor.mission:
        return None
    return Check(**kept)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.LEDGER_VERIFY)
def verify_chain(request: ActorRequest) -> HttpResponse:
    """Ask for a printed head, or walk the chain, keep the result for this session and show the ledger."""
    form = PrintedHead(request.POST) if request.method == "POST" else PrintedHead()
    if request.method == "POST" and form.is_valid():
        request.session[KEPT_AS] = asdict(_walked(request, form))
        return redirect("timeline:ledger")
    context = {"form": form, "head": ledger_head(request.actor.mission), "check": last_check(request)}
    return render(request, "timeline/verify.html", context, status=422 if form.errors else 200)


def _walked(request: ActorRequest, form: PrintedHead) -> Check:
    until = form.head_of(request.actor.mission)
    started = monotonic()
    found = verify(request.actor.mission, until=until)
    return Check(
        mission=request.actor.mission,
        checked_at=instant(request.clock.now()),
        entries=found.entries,
        seconds=round(monotonic() - started, 3),
        head_sequence=found.head.sequence,
        problem=found.problem,
        broken_at=found.broken_at,
        through=until.sequence if until else None,
    )
