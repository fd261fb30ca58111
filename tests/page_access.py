"""What every page owes: a test class that names a page inherits the questions of who gets in and what they see.

class TestParameters(PageAccess):
    permission = Permission.MISSION_READ
    content = "Distance that counts as near a base"

    def address(self, people: People) -> str:
        return reverse("mission:parameters")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tests.people import Known, People, sign_in

if TYPE_CHECKING:
    from django.test import Client


def text_of(response: Any) -> str:
    """Return the body of a response, also of one that is streamed."""
    body = b"".join(response) if response.streaming else response.content
    return str(body.decode("utf-8"))


def stripped_of(known: Known, permission: str | None) -> Known:
    """Take a permission, or all for None, from somebody's post, and return them as they are then."""
    from tutela.access.queries import actor_for
    from tutela.ledger.command import maintenance

    with maintenance("a test"):
        kept = [] if permission is None else [one for one in known.post.permissions if one != permission]
        known.post.permissions = kept
        known.post.save()
    return Known(known.person, known.post, actor_for(known.post, known.person))


class PageAccess:
    """Subclasses say where the page is, which permission opens it, and a text that it shows to those who may.

    `of_the_mission` is a text that nobody of another mission may read there (default: the content);
    `elsewhere` is what somebody of another mission is answered at this address.
    """

    permission: ClassVar[str]
    content: ClassVar[str]
    of_the_mission: ClassVar[str] = ""
    elsewhere: ClassVar[int] = 200

    def address(self, people: People) -> str:
        """Return the page's address, after recording whatever it needs."""
        raise NotImplementedError

    def grow(self, people: People) -> None:
        """Record more of what the page lists."""

    def test_it_sends_who_is_not_signed_in_to_sign_in(self, people: People, client: Client) -> None:
        response = client.get(self.address(people))
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in/?next=")

    def test_it_is_closed_to_a_post_without_the_permission(self, people: People, client: Client) -> None:
        address = self.address(people)
        response = sign_in(client, stripped_of(people.in_charge, self.permission)).get(address)
        assert response.status_code == 403
        assert self.content not in text_of(response)

    def test_it_shows_nothing_of_another_mission(self, people: People, client: Client) -> None:
        response = sign_in(client, people.outsider).get(self.address(people))
        assert response.status_code == self.elsewhere
        assert (self.of_the_mission or self.content) not in text_of(response)

    def test_it_shows_its_content_to_whoever_may(self, people: People, client: Client) -> None:
        response = sign_in(client, people.in_charge).get(self.address(people))
        assert response.status_code == 200
        assert self.content in text_of(response)

    def test_it_asks_the_store_as_often_however_much_there_is(
        self, people: People, client: Client, django_assert_num_queries: Any
    ) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        address = self.address(people)
        sign_in(client, people.in_charge).get(address)
        with CaptureQueriesContext(connection) as before:
            text_of(client.get(address))
        self.grow(people)
        with django_assert_num_queries(len(before)):
            text_of(client.get(address))


def said(response: Any) -> str:
    """Return a page's words without its markup, blanks folded."""
    import re

    bare = re.sub(r"<[^>]+>", " ", text_of(response))
    return " ".join(bare.split())
