"""What people see of threat assessments: the list, a document on screen and as a file, preparing, issuing."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Sensitivity
from tutela.account.products import queries
from tutela.account.products.commands import issue_assessment, prepare_assessment, revise_assessment
from tutela.account.products.forms import IssueForm, PrepareForm, WordsForm, words_initial
from tutela.account.products.models import Product
from tutela.account.products.queries.shelf import DRAFT
from tutela.account.products.rendering.document import compose
from tutela.account.products.rendering.formats import Format
from tutela.account.products.rendering.formats import render as render_product
from tutela.account.products.rules.content import Classification, QuarterlyAssessment
from tutela.kernel.periods import Quarter
from tutela.kernel.refusals import Refusal
from tutela.know.incidents.queries import data_span
from tutela.mission.queries import parameter_value
from tutela.web.components.documents.html import html_fragment
from tutela.web.components.errors import said
from tutela.web.components.tables import Column, Table, TableSpec, page_of

LANGUAGES = ("en", "fr")

SHELF = TableSpec(
    key="products",
    caption=lazy("Threat assessments"),
    columns=(
        Column(
            "quarter",
            lazy("Quarter"),
            sort="quarter",
            descending_first=True,
            link=lambda row: reverse("products:product", args=[row.reference]),
        ),
        Column("reference", lazy("Reference"), on_phone="hide"),
        Column("status", lazy("State"), value=lambda row: _("Issued") if row.status != DRAFT else _("Draft")),
        Column("version", lazy("Version"), kind="number"),
        Column(
            "sensitivity",
            lazy("Classification"),
            kind="sensitivity",
            value=lambda row: Sensitivity(row.sensitivity).name.lower(),
        ),
        Column("prepared_at", lazy("Prepared"), kind="moment", on_phone="hide"),
        Column("prepared_by", lazy("By"), on_phone="hide"),
        Column("issued_at", lazy("Issued"), kind="moment"),
    ),
    default_sort="-quarter",
)


@require_safe
@needs(Permission.PRODUCT_READ)
def product_list(request: ActorRequest) -> HttpResponse:
    """Show the assessments, and where the quarterly rhythm stands."""
    order = SHELF.read(request.GET)
    table = Table(
        spec=SHELF,
        page=page_of(queries.products(request.actor), SHELF, order),
        state=order,
        query=request.GET,
        empty="products/empty.html",
    )
    now = request.clock.now()
    days = int(parameter_value(request.actor.mission, "assessment_due_days", at=now))
    context = {
        "table": table,
        "due": queries.assessment_due(request.actor, today=now.date(), due_days=days),
        "today": now.date(),
        "may_prepare": request.actor.may(Permission.PRODUCT_PREPARE),
    }
    return render(request, "products/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PRODUCT_PREPARE)
def prepare(request: ActorRequest) -> HttpResponse:
    """Prepare a draft of a quarter."""
    today = request.clock.now().date()
    span = data_span(request.actor)
    # The last full quarter, which the rhythm asks for, can always be chosen.
    last_full = Quarter.of(today).plus(-1)
    first = min(Quarter.of(span[0]), last_full) if span else last_full
    form = PrepareForm(request.POST or None, actor=request.actor, today=today, first=first)
    if request.method == "POST" and form.is_valid():
        try:
            product = prepare_assessment(
                actor=request.actor,
                clock=request.clock,
                quarter=Quarter.parse(form.cleaned_data["quarter"]),
                classification=Classification(form.cleaned_data["classification"]),
            )
        except Refusal as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("The draft is ready. Read it, add your own words, then issue it."))
            return redirect("products:product", product.reference)
    return render(request, "products/prepare.html", {"form": form}, status=422 if form.errors else 200)


def _found(request: ActorRequest, ref: str) -> tuple[Product, QuarterlyAssessment]:
    product = queries.product_named(request.actor, ref)
    content = queries.content_of(request.actor, product) if product else None
    if product is None or content is None:
        raise Http404
    return product, content


@require_safe
@needs(Permission.PRODUCT_READ)
def product(request: ActorRequest, ref: str) -> HttpResponse:
    """Show an assessment in the reader's language, or in the one that the address asks for."""
    row, content = _found(request, ref)
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else (get_language() or "en").split("-")[0]
    context = {
        "product": row,
        "content": content,
        "document": html_fragment(compose(content, language, settings.FONT_DIR)),
        "document_language": language,
        "languages": LANGUAGES,
        "formats": [Format.PDF.value, Format.DOCX.value],
        "versions": queries.versions_of(request.actor, row),
        "is_draft": row.status == DRAFT,
        "may_prepare": request.actor.may(Permission.PRODUCT_PREPARE),
        "may_issue": request.actor.may(Permission.PRODUCT_ISSUE),
    }
    return render(request, "products/product.html", context)


@require_safe
@needs(Permission.PRODUCT_READ)
def download(request: ActorRequest, ref: str, language: str, kind: str) -> HttpResponse:
    """Send an assessment as PDF or DOCX; the same version always gives the same bytes."""
    row, content = _found(request, ref)
    if language not in LANGUAGES or kind not in {Format.PDF.value, Format.DOCX.value}:
        raise Http404
    file = render_product(content, language, Format(kind), settings.FONT_DIR)
    response = HttpResponse(file.body, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["ETag"] = f'"{row.digest[:32]}-{language}-{kind}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PRODUCT_PREPARE)
def words(request: ActorRequest, ref: str) -> HttpResponse:
    """Put people's own words into a draft."""
    row, content = _found(request, ref)
    form = WordsForm(request.POST or None, initial=words_initial(content, row.version))
    if request.method == "POST" and form.is_valid():
        try:
            revise_assessment(
                actor=request.actor,
                clock=request.clock,
                key=row.pk,
                expected_version=form.cleaned_data["version"],
                wording=form.wording(request.actor.label),
                renew=form.cleaned_data["renew"],
            )
        except Refusal as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("The draft has your words."))
            return redirect("products:product", row.reference)
    return render(request, "products/words.html", {"form": form, "product": row}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PRODUCT_ISSUE)
def issue(request: ActorRequest, ref: str) -> HttpResponse:
    """Issue a draft, after asking."""
    row, _content = _found(request, ref)
    form = IssueForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            issue_assessment(
                actor=request.actor,
                clock=request.clock,
                key=row.pk,
                expected_version=form.cleaned_data["version"],
                recipients=tuple(form.cleaned_data["recipients"]),
            )
        except Refusal as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("The assessment is issued. It is never changed from now on."))
            return redirect("products:product", row.reference)
    return render(request, "products/issue.html", {"form": form, "product": row}, status=422 if form.errors else 200)
