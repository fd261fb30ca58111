"""Forms in which an alert is judged: verified, added to, its urgency and its place set right."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import add_allegation, place_alert, set_urgency, verify_allegation
from tutela.know.alerts.forms import AllegationForm, PlaceForm, UrgencyForm, VerdictForm
from tutela.know.alerts.models import Allegation
from tutela.know.alerts.pages.asking import Asking, answered, found, seen, way_back
from tutela.know.alerts.pages.parts import allegation_views
from tutela.know.alerts.queries import Alert, allegations_of
from tutela.know.alerts.rules.words import Outcome

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_VERIFY)
def verify(request: ActorRequest, ref: str) -> HttpResponse:
    """Judge what an alert says, each thing by itself; when nothing is left to judge, it goes back to where one was."""
    alert = found(request, ref)
    said = allegations_of(request.actor, [alert.pk]).get(alert.pk, [])
    if not said:
        return redirect("alerts:allege", alert.reference)
    sent = _number(request.POST)
    forms = {one.number: _verdict(request, alert, one, sent == one.number) for one in said}
    form = forms.get(sent) or next(iter(forms.values()))
    asking = Asking(
        title=_("Verify what it says"),
        submit=_("Record what you found"),
        lead=_("Each thing is judged by itself. What is not verified may still be responded to."),
        said=_("Your finding was recorded."),
        template="alerts/verify.html",
    )

    def work() -> object:
        return verify_allegation(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            version=form.read_version,
            number=form.cleaned_data["number"],
            outcome=form.cleaned_data["outcome"],
            grade=form.cleaned_data["grade"],
            reason=form.cleaned_data["reason"],
        )

    left = [one for one in said if one.outcome == Outcome.PENDING and one.number != sent]
    after = request.get_full_path() if left else way_back(request, alert.reference)
    return answered(request, alert, form, asking, work, after=after, said=allegation_views(said, forms))


def _number(query: QueryDict) -> int:
    text = str(query.get("number", ""))
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _verdict(request: ActorRequest, alert: Alert, one: Allegation, is_sent: bool) -> VerdictForm:
    pending = one.outcome == Outcome.PENDING
    initial: dict[str, object] = {
        **seen(alert),
        "number": one.number,
        "outcome": "" if pending else one.outcome,
        "grade": one.grade,
        "reason": one.reason,
    }
    return VerdictForm(request.POST if is_sent else None, initial=initial, auto_id=f"verdict{one.number}_%s")


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_VERIFY)
def allege(request: ActorRequest, ref: str) -> HttpResponse:
    """Put down something else that an alert says."""
    alert = found(request, ref)
    rooms = frozenset({"", alert.compartment})
    form = AllegationForm(request.POST or None, rooms=rooms, initial=seen(alert))
    asking = Asking(
        title=_("What else does it say?"),
        submit=_("Add it"),
        lead=_("Whoever took the alert in may not have marked everything that its words say."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: add_allegation(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            version=form.read_version,
            what=form.cleaned_data["what"],
        ),
        after=reverse("alerts:verify", args=[alert.reference]),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def urgency(request: ActorRequest, ref: str) -> HttpResponse:
    """Judge the urgency otherwise than it was computed."""
    alert = found(request, ref)
    initial = {**seen(alert), "urgency": alert.urgency, "reason": alert.urgency_reason}
    form = UrgencyForm(request.POST or None, initial=initial)
    asking = Asking(
        title=_("Set the urgency"),
        submit=_("Set the urgency"),
        lead=_("It was worked out from what was told. Your judgement stands in its place, with your reason beside it."),
        said=_("The urgency was set."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: set_urgency(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            version=form.read_version,
            urgency=form.cleaned_data["urgency"],
            reason=form.cleaned_data["reason"],
        ),
    )


@require_http_methods(GET_AND_POST)
@needs(Permission.ALERT_HANDLE)
def place(request: ActorRequest, ref: str) -> HttpResponse:
    """Set right where it is."""
    alert = found(request, ref)
    initial = {
        **seen(alert),
        "place_name": alert.place_name,
        "area_code": alert.area.code if alert.area else "",
        "latitude": alert.latitude,
        "longitude": alert.longitude,
        "precision": alert.place_precision,
    }
    form = PlaceForm(request.POST or None, actor=request.actor, initial=initial)
    asking = Asking(
        title=_("Set the place right"),
        submit=_("Set the place"),
        lead=_("The area and the nearest base follow from it. The words as they were told stay as they are."),
        said=_("The place was set."),
    )
    return answered(
        request,
        alert,
        form,
        asking,
        lambda: place_alert(
            actor=request.actor,
            clock=request.clock,
            alert=alert.reference,
            version=form.read_version,
            place_name=form.cleaned_data["place_name"],
            latitude=form.cleaned_data["latitude"],
            longitude=form.cleaned_data["longitude"],
            precision=form.cleaned_data["precision"],
            area_code=form.cleaned_data["area_code"],
            reason=form.cleaned_data["reason"],
        ),
    )
