"""Asking the policy before an act: who decides, what must come first, what it says of this case; then recording it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.queries import role_of
from tutela.act.decisions.commands import record_decision
from tutela.act.decisions.forms import AskForm
from tutela.act.decisions.pages.wording import VerdictView, cited, language, verdict_view
from tutela.act.decisions.queries import decider_labels, decision_named, verdict_on
from tutela.act.decisions.rules import GateClosed
from tutela.kernel.refusals import Invalid
from tutela.policy.gates import Gate, Strength, gates

Words = str | Promise

# The acts in the order in which a person would look for them, under headings of their own.
GROUPS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (
        gettext_lazy("Shelter, and moving people"),
        ("shelter_inside_premises", "move_civilians", "relocate_displaced"),
    ),
    (
        gettext_lazy("Operations and force"),
        (
            "order_military_action",
            "order_police_action",
            "conduct_operation",
            "joint_operation",
            "act_independently",
            "stand_aside",
            "say_humanitarian_law_applies",
        ),
    ),
    (
        gettext_lazy("People and communities"),
        (
            "protect_individual",
            "protection_programme",
            "engage_communities",
            "engage_armed_groups",
            "hold_not_civilian",
        ),
    ),
    (
        gettext_lazy("Partners and information"),
        ("support_outside_forces", "work_with_humanitarians", "share_threat_information", "release_rights_case"),
    ),
    (
        gettext_lazy("Strategy and priorities"),
        (
            "set_priority_threats",
            "set_priority_areas",
            "agree_objectives",
            "integrate_strategy",
            "direct_field_work",
        ),
    ),
)
OTHERS = gettext_lazy("Means and accountability")
GRADES: tuple[tuple[tuple[Strength, ...], Words, Words], ...] = (
    (
        (Strength.LIMIT,),
        gettext_lazy("Limits that nothing lifts"),
        gettext_lazy("A limit that is known to be crossed stops the act, even in haste."),
    ),
    (
        (Strength.MUST, Strength.IF_TIME),
        gettext_lazy("What must come first"),
        gettext_lazy("Tick what is there. In haste the rest may follow, and is owed."),
    ),
    (
        (Strength.SHOULD,),
        gettext_lazy("What should come first"),
        gettext_lazy("Recommended: it never blocks, and that it was left out is recorded."),
    ),
)


@dataclass(frozen=True, slots=True)
class GateView:
    """An act as the page shows it: its words, who decides, how the policy is read where it is silent."""

    name: str
    label: str
    who: str
    reading: str
    is_delegable: bool
    is_response: bool
    paragraphs: tuple[str, ...]
    decider_paragraphs: tuple[str, ...]


@require_safe
@needs(Permission.DECISION_READ)
def acts(request: ActorRequest) -> HttpResponse:
    """Show the acts for which the policy asks for something first, under headings."""
    known = gates()
    placed = {name for _heading, names in GROUPS for name in names}
    groups = [(heading, [view_of(known[name]) for name in names if name in known]) for heading, names in GROUPS]
    groups.append((OTHERS, [view_of(gate) for name, gate in known.items() if name not in placed]))
    context = {"groups": groups, "about": request.GET.get("about", "")[:80]}
    return render(request, "decisions/acts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DECISION_READ)
def ask(request: ActorRequest, gate: str) -> HttpResponse:
    """Show what comes before one act; say the verdict without saving, or record the decision."""
    rule = gates().get(gate)
    if rule is None:
        raise Http404
    sent = _sent(request)
    about = request.GET.get("about", "")[:80]
    form = AskForm(sent, gate=rule, role=role_of(request.actor), language=language(), initial={"about": about})
    is_sound = form.is_valid() if sent is not None else True
    if request.headers.get("HX-Request"):
        return render(request, "decisions/verdict.html", {"verdict": _verdict(request, rule, form)})
    if sent is not None and is_sound and sent.get("step") in {"record", "haste"}:
        request.actor.require(Permission.DECISION_RECORD)
        reference = _recorded(request, rule, form)
        if reference:
            return _gone_on(request, reference)
    context = {
        "form": form,
        "gate": view_of(rule),
        "grades": [(title, note, _rows(form, strengths)) for strengths, title, note in GRADES],
        "verdict": _verdict(request, rule, form),
        "may_record": request.actor.may(Permission.DECISION_RECORD),
    }
    return render(request, "decisions/ask.html", context, status=422 if form.errors else 200)


def _sent(request: ActorRequest) -> QueryDict | None:
    """Return what was sent; the button for haste stands for its box as well."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    if sent.get("step") == "haste":
        sent["is_imminent"] = "on"
    return sent


def _rows(form: AskForm, strengths: tuple[Strength, ...]) -> list[tuple[object, tuple[str, ...], bool]]:
    return [(field, cited(one.cites), one.strength is Strength.IF_TIME) for one, field in form.asked(*strengths)]


def _verdict(request: ActorRequest, rule: Gate, form: AskForm) -> VerdictView:
    """Return what the policy says of what is ticked; before anything is sent, of nothing ticked."""
    case = form.case if form.is_bound else {}
    return verdict_view(rule, verdict_on(request.actor, rule, **case), is_asked=form.is_bound)


def _recorded(request: ActorRequest, rule: Gate, form: AskForm) -> str:
    """Record the decision and return its reference; a no comes back into the form, with all that was typed."""
    try:
        return record_decision(
            actor=request.actor,
            clock=request.clock,
            gate=rule.name,
            about=form.cleaned_data["about"],
            reason=form.cleaned_data["reason"],
            **form.case,
        )
    except Invalid as refused:
        for name, sentence in refused.problems.items():
            form.add_error(name if name in form.fields else None, str(sentence))
    except GateClosed as refused:
        form.add_error(None, str(refused))
    return ""


def _gone_on(request: ActorRequest, reference: str) -> HttpResponse:
    """Go to the decision, or back to the list where it is kept more closely than the post may read."""
    if decision_named(request.actor, reference) is None:
        told = _("%(reference)s was recorded. It is kept more closely than your post may read.")
        messages.success(request, told % {"reference": reference})
        return redirect("decisions:list")
    messages.success(request, _("%(reference)s was recorded.") % {"reference": reference})
    return redirect("decisions:decision", reference)


def view_of(gate: Gate) -> GateView:
    """Return an act in the reader's language."""
    reading = gate.reading or {}
    return GateView(
        name=gate.name,
        label=gate.label(language()),
        who=", ".join(decider_labels(gate, language())),
        reading=reading.get(language().split("-", maxsplit=1)[0], reading.get("en", "")),
        is_delegable=gate.is_delegable,
        is_response=gate.is_response,
        paragraphs=cited(gate.cites),
        decider_paragraphs=cited(gate.decider_cites),
    )
