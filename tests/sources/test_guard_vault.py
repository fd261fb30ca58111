"""What opens the vault is imported by the sources app alone, and its things show nothing of themselves."""

from __future__ import annotations

import grimp
import pytest

from tests.people import People
from tests.sources.hunting import found_in
from tests.sources.scene import CONTACT, facts, identity, kept, sender
from tutela.know.sources.queries import contact_of
from tutela.know.sources.queries.sealed import Held
from tutela.know.sources.rules import Identity

OPENERS = ("tutela.know.sources.queries.sealed", "tutela.know.sources.commands.locking")


@pytest.mark.parametrize("module", OPENERS)
def test_what_opens_the_vault_is_imported_by_nobody_else(module: str) -> None:
    graph = grimp.build_graph("tutela", cache_dir=None)
    importers = graph.find_modules_that_directly_import(module)
    assert importers
    assert [name for name in importers if not name.startswith("tutela.know.sources.")] == []


def test_nothing_that_holds_an_identity_shows_it(people: People) -> None:
    source = kept(people, told=facts(consents=("contact_back",)))
    contact = contact_of(sender(), source.reference)
    things = (identity(), facts(), Held(identity(), {"1": "Thoraldin left."}), source, contact)
    shown = " ".join(f"{thing!r} {thing} {[thing]} { ({'key': thing}) }" for thing in things)
    assert found_in(shown.encode()) == []
    assert contact is not None
    assert contact.mail == CONTACT


def test_an_identity_of_which_nothing_is_known_is_none() -> None:
    assert not Identity()
    assert Identity(note="x")
    assert Identity.from_facts({"name": "x", "unknown": "y"}) == Identity(name="x")
