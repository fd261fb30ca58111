"""A view says who may open it, and the gate asks before the view runs."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse

from tests.people import People
from tutela.access.gate import SIGNED_IN, ActorRequest, for_anybody_in_a_post, gate_of, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.refusals import NotAllowed


@needs(Permission.MANDATE_SET)
def gated(request: ActorRequest, number: int = 0) -> HttpResponse:
    return HttpResponse(f"{request.actor.post} {number}")


@for_anybody_in_a_post
def open_to_posts(request: ActorRequest) -> HttpResponse:
    return HttpResponse(request.actor.post)


def asked_by(actor: Actor) -> HttpRequest:
    request = HttpRequest()
    request.actor = actor  # type: ignore[attr-defined]
    return request


def test_it_opens_to_a_post_with_the_permission(people: People) -> None:
    assert gated(asked_by(people.in_charge.actor), number=3).content == b"poc-adviser 3"


def test_it_stays_shut_for_a_post_without(people: People) -> None:
    with pytest.raises(NotAllowed):
        gated(asked_by(people.colleague.actor))


def test_some_pages_are_for_anybody_in_a_post(people: People) -> None:
    assert open_to_posts(asked_by(people.colleague.actor)).content == b"head-of-field-office"


def test_a_view_tells_its_gate() -> None:
    assert gate_of(gated) == "mission:mandate:set"
    assert gate_of(open_to_posts) == SIGNED_IN
    assert gate_of(lambda request: HttpResponse()) is None
