"""What every endpoint owes: a test class that names one inherits the questions of who gets in and what they are told.

class TestAreas(EndpointAccess):
    permission, path, content = Permission.MISSION_READ, "areas", "Haut-Sambéré"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tests.api.programs import program_of
from tests.page_access import stripped_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

ROOT = "/api/v1/"


class EndpointAccess:
    """Subclasses say where it is, which permission opens it (None: any token) and a text that it tells whoever may.

    `elsewhere` is what a program of another mission is answered, and `of_the_mission` a text that it is never told.
    """

    permission: ClassVar[str | None]
    path: ClassVar[str]
    content: ClassVar[str]
    of_the_mission: ClassVar[str] = ""
    elsewhere: ClassVar[int] = 200

    def prepare(self, people: People) -> None:
        """Record what the endpoint tells."""

    def grow(self, people: People) -> None:
        """Record more of it."""

    def address(self, people: People) -> str:
        """Return the address, after recording whatever it needs."""
        self.prepare(people)
        return ROOT + self.path

    def test_it_tells_nothing_without_a_token(self, people: People, client: Client) -> None:
        response = client.get(self.address(people))
        assert (response.status_code, response.json()["code"]) == (401, "no_token")

    def test_it_is_closed_without_the_permission(self, people: People, client: Client) -> None:
        address = self.address(people)
        program = program_of(people.in_charge)
        if self.permission is None:
            return
        stripped_of(people.in_charge, self.permission)
        response = client.get(address, headers=program)
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")

    def test_it_tells_nothing_of_another_mission(self, people: People, client: Client) -> None:
        response = client.get(self.address(people), headers=program_of(people.outsider))
        assert response.status_code == self.elsewhere
        assert self.of_the_mission == "*" or (self.of_the_mission or self.content) not in response.text

    def test_it_tells_its_content_to_whoever_may(self, people: People, client: Client) -> None:
        response = client.get(self.address(people), headers=program_of(people.in_charge))
        assert response.status_code == 200
        assert self.content in str(response.json())

    def test_it_asks_the_store_as_often_however_much_there_is(
        self, people: People, client: Client, django_assert_num_queries: Any
    ) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        address, program = self.address(people), program_of(people.in_charge)
        client.get(address, headers=program)
        with CaptureQueriesContext(connection) as before:
            client.get(address, headers=program)
        self.grow(people)
        with django_assert_num_queries(len(before)):
            client.get(address, headers=program)
