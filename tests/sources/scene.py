"""What the tests of sources share: somebody with a name that stands nowhere else, and who works with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.people import MISSION, put_in_post

if TYPE_CHECKING:
    from tests.people import Known, People
    from tutela.access.rules import Actor
    from tutela.kernel.sealing import Keyring
    from tutela.know.sources.models import RevealRequest, Source
    from tutela.know.sources.rules import Identity, SourceFacts
    from tutela.ledger.models import Entry

NAME, PHONE = "Ombeline Kestrevaux", "+211 912 345 678"
CONTACT, WHEREABOUTS = "kestrevaux@vantrelle.example", "third house behind the Quendrith mill"
NOTE = "Her brother Thoraldin was asked who talks to the mission."
EAST, WEST = "OV0201", "OV0101"


def identity(**more: Any) -> Identity:
    """Return who told the mission; `more` sets any part."""
    from tutela.know.sources.rules import Identity

    plain = {"name": NAME, "phone": PHONE, "contact": CONTACT, "whereabouts": WHEREABOUTS, "note": NOTE}
    return Identity(**{**plain, **more})


def facts(who: Identity | None = None, **more: Any) -> SourceFacts:
    """Return what is told of a source in the east of Orvane; `more` sets any other field."""
    from tutela.know.sources.rules import SourceFacts

    plain: dict[str, Any] = {"kind": "community_member", "reliability": "C", "language": "fr", "area_code": EAST}
    return SourceFacts(identity=identity() if who is None else who, **{**plain, **more})


def kept(people: People, key: str = "s-1", *, by: Known | None = None, told: SourceFacts | None = None) -> Source:
    """Lock a source away, by the one in charge when nobody is named."""
    from tutela.know.sources.commands import keep_source

    actor = (by or people.in_charge).actor
    return keep_source(actor=actor, clock=people.clock, submission_key=key, facts=told or facts())


def custodian(people: People, slug: str = "") -> Known:
    """Put a custodian into post: a human rights officer."""
    return put_in_post(MISSION, "human_rights", people.clock, slug=slug)


def liaison(people: People) -> Known:
    """Put a community liaison assistant into post, who covers the east."""
    return put_in_post(MISSION, "liaison_assistant", people.clock, area_code="OV02")


def asked(people: People, source: Source, *, by: Known | None = None) -> RevealRequest:
    """Ask to see who a source is, as the one in charge when nobody is named."""
    from tutela.know.sources.commands import ask_for_identity

    actor = (by or people.in_charge).actor
    return ask_for_identity(
        actor=actor, clock=people.clock, source=source.reference, purpose="warn", reason="They are looking for her."
    )


def decided(people: People, request: RevealRequest, by: Known, **more: Any) -> RevealRequest:
    """Decide on a request: granted, when nothing else is said."""
    from tutela.know.sources.commands import decide_on_identity

    plain: dict[str, Any] = {"is_granted": True, "reason": "There is no other way to warn her."}
    return decide_on_identity(
        actor=by.actor,
        clock=people.clock,
        request=request.reference,
        version=request.version,
        **{**plain, **more},
    )


def granted(people: People, source: Source) -> RevealRequest:
    """Let the one in charge see who a source is."""
    return decided(people, asked(people, source), custodian(people))


def opened(people: People, source: Source, *, by: Known | None = None) -> Identity:
    """Open who a source is, as the one in charge when nobody is named."""
    from tutela.know.sources.commands import open_identity

    return open_identity(actor=(by or people.in_charge).actor, clock=people.clock, source=source.reference)


def sender() -> Actor:
    """Return the part of the software that writes to sources."""
    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor

    return system_actor("outbox", MISSION, frozenset({Permission.SOURCE_CONTACT}))


def entries(verb: str = "") -> list[Entry]:
    """Return the entries of sources, or those of one event of sources, oldest first."""
    from tutela.ledger.models import Entry

    rows = Entry.objects.filter(mission=MISSION, event__startswith=f"know.sources.{verb}")
    return list(rows.order_by("sequence"))


def rings(*names: str) -> dict[str, Keyring]:
    """Return a keyring for each name, with that key and those named before it, so that the newest is active."""
    from tutela.kernel.sealing import Keyring, new_key

    keys = [new_key(name) for name in names]
    return {name: Keyring(reversed(keys[: place + 1])) for place, name in enumerate(names)}


def with_keys(settings: Any, keyring: Keyring) -> None:
    """Give the server other keys from now on."""
    from tutela.kernel.key_files import GivenKeys

    settings.VAULT_KEYS = GivenKeys("\n".join(keyring.named(name).line() for name in keyring.ids))


def tables() -> list[int]:
    """Return how many rows each table of sources has, and how long the ledger is."""
    from django.apps import apps

    from tutela.ledger.queries import ledger_head

    models = apps.get_app_config("sources").get_models()
    return [*(model._default_manager.count() for model in models), ledger_head(MISSION).sequence]
