"""Proposals: what the machine suggests, for a person to raise, merge or reject with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.assess.threats.commands import merge_threats, propose_threats, raise_proposal, reject_proposal
from tutela.assess.threats.forms import DecideForm
from tutela.assess.threats.pages.boards import abilities
from tutela.assess.threats.pages.columns import civilians
from tutela.assess.threats.pages.narrowing import area_paths, narrowing, proposal_filters
from tutela.assess.threats.queries import (
    ProposalView,
    open_choices,
    proposal_count,
    proposal_evidence,
    proposal_named,
    proposals,
    threat_named,
)
from tutela.kernel.refusals import NotFound, Refusal
from tutela.web.components.errors import said

AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_READ)
def proposal_list(request: ActorRequest) -> HttpResponse:
    """Show the proposals that wait, the gravest first; sent back, raise, merge or reject those that are ticked.

    Each is decided by itself; what fails is told, and stays ticked with what was typed.
    """
    if request.method != "POST":
        return _listed(request, None, ())
    form, ticked = DecideForm(request.POST), request.POST.getlist("proposal")
    if form.is_valid() and not ticked:
        form.add_error(None, _("Tick at least one proposal."))
    if form.is_valid():
        failed = _decided(request, form, ticked)
        if not failed:
            return redirect(f"{reverse('threats:proposals')}?{request.GET.urlencode()}".rstrip("?"))
        for sentence in dict.fromkeys(failed):
            form.add_error(None, sentence)
    return _listed(request, form, ticked)


def _listed(request: ActorRequest, form: DecideForm | None, ticked: Iterable[str]) -> HttpResponse:
    state = proposal_filters(request.actor).read(request.GET)
    wanted = narrowing(state.values, area_paths(request.actor))
    count = proposal_count(request.actor, wanted=wanted)
    may, chosen = abilities(request.actor), set(ticked)
    context = {
        "filters": state,
        "rows": [
            (row, civilians(row.figures), key_of(row) in chosen)
            for row in proposals(request.actor, wanted=wanted, limit=AT_ONCE)
        ],
        "more": max(0, count - AT_ONCE),
        "count": count,
        "form": form or DecideForm(),
        "threats": open_choices(request.actor) if may["raise"] else (),
        "may": may,
    }
    return render(request, "threats/proposals.html", context, status=422 if form and form.errors else 200)


def key_of(row: ProposalView) -> str:
    """Return what a ticked box sends: the reference and the version that was read."""
    return f"{row.reference}:{row.version}"


@require_POST
@needs(Permission.THREAT_PROPOSE)
def ask(request: ActorRequest) -> HttpResponse:
    """Ask the machine for proposals from the incidents up to today."""
    run = propose_threats(actor=request.actor, clock=request.clock)
    said = {"new": len(run.new), "changed": len(run.changed), "lapsed": len(run.lapsed)}
    messages.success(request, _("%(new)s new proposals, %(changed)s changed, %(lapsed)s lapsed.") % said)
    return redirect("threats:proposals")


def _decided(request: ActorRequest, form: DecideForm, ticked: list[str]) -> list[str]:
    act, reason, into = form.cleaned_data["act"], form.cleaned_data["reason"], form.cleaned_data["into"]
    failed: list[str] = []
    done = 0
    for one in ticked:
        proposal, _colon, version = one.partition(":")
        try:
            _decide(request, act, proposal, int(version) if version.isdigit() else 0, reason, into)
            done += 1
        except Refusal as refused:
            failed.append(said(refused))
    if done:
        told = ngettext("%(count)s proposal was decided.", "%(count)s proposals were decided.", done)
        messages.success(request, told % {"count": done})
    return failed


def _decide(request: ActorRequest, act: str, proposal: str, version: int, reason: str, into: str) -> None:
    actor, clock = request.actor, request.clock
    if act == "raise":
        raise_proposal(actor=actor, clock=clock, proposal=proposal, version=version, reason=reason)
    elif act == "reject":
        reject_proposal(actor=actor, clock=clock, proposal=proposal, version=version, reason=reason)
    else:
        # Each merge gives the threat a new version; the person chose the threat, not one state of it.
        threat = threat_named(actor, into, now=clock.now())
        if threat is None:
            raise NotFound(_("There is no such threat to merge into."), remedy=_("Choose one from the list."))
        merge_threats(
            actor=actor, clock=clock, into=into, version=threat.version, others={proposal: version}, reason=reason
        )


@require_safe
@needs(Permission.THREAT_READ)
def proposal(request: ActorRequest, ref: str) -> HttpResponse:
    """Show one proposal with its reasons and the incidents behind it."""
    row = proposal_named(request.actor, ref)
    if row is None:
        raise Http404
    context = {
        "proposal": row,
        "key": key_of(row),
        "civilians": civilians(row.figures),
        "evidence": proposal_evidence(request.actor, ref),
        "form": DecideForm(),
        "threats": open_choices(request.actor),
        "may": abilities(request.actor),
    }
    return render(request, "threats/proposal.html", context)
