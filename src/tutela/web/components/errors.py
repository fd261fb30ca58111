"""When something goes wrong: one page that says what happened, what was kept and what to do.

The configuration names these as `handler400` … `handler500` and installs `RefusalPages` as middleware.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tutela.kernel.refusals import Invalid, Refusal
from tutela.kernel.sentences import Sentence

Words = str | Promise

# Below it answers are JSON, also to what is refused before a view was found: a damaged request, a wrong host.
API = "/api/"
# What programs are told where no refusal has a code of its own.
CODES = {400: "bad_request", 403: "not_allowed", 404: "not_found", 500: "fault"}


def in_readers_language(words: Words) -> Words:
    """Return words that pure code left in English in the reader's language; all others as they are."""
    return words.told(_) if isinstance(words, Sentence) else words


def said(refusal: Refusal) -> str:
    """Return what a refusal says and what to do about it, in the reader's language, to stand beside a field."""
    return f"{in_readers_language(refusal.message)} {in_readers_language(refusal.remedy)}".strip()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the page tells: a title, what happened, what was kept, what to do, and the paragraphs behind it."""

    status: int
    title: Words
    happened: Words
    kept: Words
    remedy: Words
    paragraphs: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    reference: str = ""


def as_machine(request: HttpRequest) -> None:
    """Mark a request as a program's: whatever goes wrong in it is told as JSON, whatever it says it accepts."""
    request.is_by_machine = True  # type: ignore[attr-defined]


def is_by_machine(request: HttpRequest) -> bool:
    """Return whether the address is one for programs."""
    return getattr(request, "is_by_machine", False)


def wants_json(request: HttpRequest) -> bool:
    """Return whether the caller is a script that reads JSON rather than a person."""
    if is_by_machine(request) or request.path_info.startswith(API):
        return True
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def kept_words(request: HttpRequest) -> str:
    """Say what became of the input: nothing is written when something is refused."""
    if request.method == "POST":
        return _("Nothing was changed. What you typed is still in the form: go back to it.")
    return _("Nothing was changed.")


def told(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Render a trouble as a page inside the frame, or as JSON for scripts."""
    if wants_json(request):
        return JsonResponse(plain(trouble), status=trouble.status)
    return render(request, "components/trouble.html", {"trouble": trouble}, status=trouble.status)


def plain(trouble: Trouble) -> dict[str, object]:
    """Return a trouble in the one shape that programs read: code, message, remedy, paragraphs."""
    return {
        "code": CODES.get(trouble.status, str(trouble.status)),
        "message": str(trouble.happened),
        "remedy": str(trouble.remedy),
        "paragraphs": list(trouble.paragraphs),
    }


def refusal_plain(refusal: Refusal) -> dict[str, object]:
    """Return a refusal in the same shape, its sentences in the reader's language."""
    shown = {**refusal.as_json(), "message": str(in_readers_language(refusal.message))}
    shown["remedy"] = str(in_readers_language(refusal.remedy))
    if isinstance(refusal, Invalid) and refusal.problems:
        shown["problems"] = {name: str(in_readers_language(one)) for name, one in refusal.problems.items()}
    return shown


def refused(request: HttpRequest, refusal: Refusal, *, kept: Words = "") -> HttpResponse:
    """Render an expected refusal; `kept` replaces the sentence on what was kept."""
    if wants_json(request):
        return JsonResponse(refusal_plain(refusal), status=refusal.status)
    trouble = Trouble(
        status=refusal.status,
        title=refusal_title(refusal.status),
        happened=in_readers_language(refusal.message),
        kept=kept or kept_words(request),
        remedy=in_readers_language(refusal.remedy),
        paragraphs=refusal.paragraphs,
        problems=tuple(str(in_readers_language(one)) for one in refusal.problems.values())
        if isinstance(refusal, Invalid)
        else (),
    )
    return told(request, trouble)


def refusal_title(status: int) -> str:
    """Return the heading for a refusal's status."""
    titles = {
        403: _("This is not open to your post"),
        404: _("Nothing to see here"),
        409: _("This was not done"),
        422: _("Something in the form needs mending"),
    }
    return titles.get(status, _("This was not done"))


class RefusalPages:
    """Middleware: an expected refusal raised anywhere below becomes its page; nothing else is caught."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into a page; leave every other exception to Django."""
        return refused(request, exception) if isinstance(exception, Refusal) else None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request itself made no sense."""
    return told(
        request,
        Trouble(
            status=400,
            title=_("The request made no sense"),
            happened=_("The address or the form that reached the server was damaged or incomplete."),
            kept=kept_words(request),
            remedy=_("Go back, load the page again and repeat what you did."),
        ),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: not open to this post."""
    return told(
        request,
        Trouble(
            status=403,
            title=refusal_title(403),
            happened=_("The post you act in does not carry the permission for this page, or not for this area."),
            kept=kept_words(request),
            remedy=_("If your work needs it, ask the person who manages posts in your mission."),
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form is too old or came from elsewhere (setting `CSRF_FAILURE_VIEW`)."""
    return told(
        request,
        Trouble(
            status=403,
            title=_("The form is no longer valid"),
            happened=_("The form was open for too long, or you signed in again in another window."),
            kept=kept_words(request),
            remedy=_("Go back, load the page again and send the form once more."),
        ),
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: not there, or not to be known; told alike on purpose."""
    return told(
        request,
        Trouble(
            status=404,
            title=_("There is no such page"),
            happened=_("The address leads nowhere, or to something that your post may not see."),
            kept=_("Nothing was changed."),
            remedy=_("Check the address, or start again from the home page."),
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that needs neither database nor context: whatever failed may fail again."""
    trouble = Trouble(
        status=500,
        title=_("Something broke on our side"),
        happened=_("The server met an error that it did not expect. It has been logged."),
        kept=_("What was saved before is safe. What you were doing just now was not saved."),
        remedy=_("Go back and try again. If it happens again, tell the people who run the server when it was."),
    )
    if wants_json(request):
        return JsonResponse(plain(trouble), status=500)
    return HttpResponse(render_to_string("components/trouble_bare.html", {"trouble": trouble}), status=500)
