"""Whether what a source said may be used for a purpose, and how the software itself may write to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.sentences import Sentence
from tutela.kernel.verdicts import Outcome, Verdict
from tutela.know.sources.models import SOURCE, Consent, DisclosureRisk, Source, Vault
from tutela.know.sources.queries.scope import key_named, source_named
from tutela.know.sources.queries.sealed import held_in
from tutela.know.sources.rules.consents import Assessment, verdict_on_use
from tutela.know.sources.rules.facts import Purpose
from tutela.know.sources.rules.phones import numbers_in
from tutela.mission.queries import mission_named


def may_use(actor: Actor, reference: str, purpose: str) -> Verdict:
    """Return whether what a source said may be used for a purpose (a code of `Purpose`), with reasons and citations.

    A case of human rights is reported, referred or pursued only with consent and with disclosure assessed (P32.4,
    P32.5). A source that the actor may not know of, or that is not there, is no. Raises KeyError for an unknown
    purpose.
    """
    code = Purpose(purpose) if purpose in set(Purpose) else None
    if code is None:
        raise KeyError(purpose)
    source = source_named(actor, reference)
    if source is None:
        return Verdict(Outcome.NO, (Sentence("There is no such source, or your post may not know of it."),), ("P32.3",))
    return verdict_about(source, code)


def verdict_about(source: Source, purpose: str) -> Verdict:
    """Return the same for a source that was found before."""
    newest = newest_assessment(source)
    return verdict_on_use(
        purpose,
        is_consented=purpose in consents_in_force([source.pk]).get(source.pk, frozenset()),
        assessment=Assessment(newest.result, newest.assessed_at) if newest else None,
        risk_noted_at=source.risk_noted_at,
        is_erased=source.erased_at is not None,
    )


def newest_assessment(source: Source) -> DisclosureRisk | None:
    """Return the newest assessment of disclosure of a source, or None."""
    return DisclosureRisk.objects.filter(source=source).order_by("-id").first()


def consents_in_force(keys: Iterable[int]) -> Mapping[int, frozenset[str]]:
    """Return the purposes to which each source consents now, by the source's key: the newest of a purpose holds."""
    held: dict[int, dict[str, bool]] = {}
    rows = Consent.objects.filter(source_id__in=list(keys)).order_by("id")
    for source, purpose, is_given in rows.values_list("source_id", "purpose", "is_given"):
        held.setdefault(source, {})[purpose] = is_given
    return {source: frozenset(name for name, given in told.items() if given) for source, told in held.items()}


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """Where a message to a source goes: telephone numbers in their one way of writing, and a mail address."""

    phones: tuple[str, ...] = ()
    mail: str = ""

    def __repr__(self) -> str:
        return "Contact(…)"


def contact_of(actor: Actor, reference: str) -> Contact | None:
    """Return where the software may write to a source at this moment, or None.

    Only for a part of the software that carries `SOURCE_CONTACT`, never for a person; only while the source consents to
    be contacted; to be asked at the moment of sending and kept nowhere. Whoever sends puts `SourceContacted` on record.
    Raises VaultLocked when the vault does not open.
    """
    if not (actor.is_system and actor.may(Permission.SOURCE_CONTACT)):
        return None
    key = key_named(actor.mission, SOURCE, reference)
    row = Vault.objects.filter(source_id=key, source__erased_at__isnull=True).first() if key is not None else None
    if row is None or Purpose.CONTACT_BACK not in consents_in_force([row.source_id]).get(row.source_id, frozenset()):
        return None
    identity, mission = held_in(row, actor.mission).identity, mission_named(actor.mission)
    mail = next((word.strip("<>,;") for word in identity.contact.split() if "@" in word[1:-1]), "")
    return Contact(numbers_in(identity.phone, mission.country_codes if mission else ()), mail)
