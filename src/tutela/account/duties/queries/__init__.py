"""Reading where the mission stands: the book of its duties at a moment, and the entries that decided it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Max

from tutela.access.permissions import Permission
from tutela.access.queries import holders_in_post, posts_of
from tutela.access.rules import Actor, Sensitivity
from tutela.account.duties.models import Checkpoint
from tutela.account.duties.rules import closed_rooms
from tutela.kernel.clock import from_instant, instant
from tutela.kernel.sentences import Sentence
from tutela.know.incidents.queries import Filters, filtered
from tutela.ledger.models import Entry
from tutela.ledger.queries import (
    EntrySet,
    entries,
    entries_between,
    entries_until,
    finished_work,
    hidden_from,
    last_event,
    payload,
)
from tutela.mission.queries import parameter_value
from tutela.policy.duties import STATES, Book, Duty, Kind, Standing, State, duties, events_that_bear, fold, standings
from tutela.policy.duties.rules import ALWAYS, DEED, EXCUSED, OCCURRENCE, WITHDRAWN
from tutela.policy.facts import Fact
from tutela.policy.parameters import parameters
from tutela.policy.roles import roles

RECORDS = (DEED, OCCURRENCE, EXCUSED)
NOTED = "account.duties.incident_noted"
MOST_NOTED = 200
FEED = "account.duties.feed_renewed"
SENT_TWICE_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NearBase:
    """An incident in which civilians came to harm near a base."""

    reference: str
    kind: str
    known_at: datetime
    occurred_on: date
    base: str
    distance_km: float
    sensitivity: int
    compartment: str
    area_path: str


@cache
def rules_digest() -> str:
    """Return what changes when a rule or a default changes: a book that was made with other rules is not read."""
    told = [repr(rule) for rule in duties().values()] + [repr(one) for one in parameters().values()]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def facts_of(mission: str, *, after: int, until: datetime, events: Collection[str] | None = None) -> Iterator[Fact]:
    """Yield the mission's entries that bear on a duty, in order, those recorded after `until` left out.

    `events` narrows them to some kinds.
    """
    told, at = "", until
    for sequence, event, subject, recorded, known, facts, related in entries_between(
        mission, events or events_that_bear(), after=after, until=until
    ):
        if recorded != told:  # Entries of one command were recorded at one moment.
            told, at = recorded, datetime.fromisoformat(recorded)
        yield Fact(
            sequence,
            event,
            subject,
            at,
            at if known == recorded else datetime.fromisoformat(known),
            json.loads(facts),
            () if related == "[]" else tuple(json.loads(related)),
        )


def withdrawals(mission: str, until: datetime) -> dict[int, int]:
    """Return the entries that had been withdrawn by a moment, with the entry that withdrew each."""
    rows = (row for row in finished_work(mission, WITHDRAWN) if row.recorded_at <= instant(until))
    return {int(payload(row)["entry"]): row.sequence for row in rows}


def book_of(mission: str, as_of: datetime, *, anew: bool = False) -> Book:
    """Return the book of a mission's duties at a moment: what had been recorded by then, and nothing later.

    It goes on from the newest checkpoint that still holds; `anew` folds the whole ledger.
    """
    withdrawn = withdrawals(mission, as_of)
    book = None if anew else _from_checkpoint(mission, as_of, withdrawn)
    after = book.sequence if book else 0
    return fold(facts_of(mission, after=after, until=as_of), as_of=as_of, withdrawn=set(withdrawn), book=book)


def _from_checkpoint(mission: str, as_of: datetime, withdrawn: dict[int, int]) -> Book | None:
    rows = Checkpoint.objects.filter(mission=mission, rules=rules_digest(), recorded_at__lte=instant(as_of))
    for row in rows.order_by("-sequence")[:20]:
        if not any(entry <= row.sequence < by for entry, by in withdrawn.items()):
            return Book.from_json(json.loads(row.book))
    return None


def last_checkpoint(mission: str) -> int:
    """Return the entry of the newest checkpoint, 0 without one."""
    found = Checkpoint.objects.filter(mission=mission, rules=rules_digest()).aggregate(last=Max("sequence"))["last"]
    return found or 0


def standings_for(actor: Actor, as_of: datetime) -> list[Standing]:
    """Return how every duty stood at a moment, as far as the actor may know, the worst first.

    What is kept in a compartment that is closed to the actor is told neither by a state nor by a count.
    """
    if not actor.may(Permission.DUTY_READ):
        return []
    book = book_of(actor.mission, as_of)
    leave_out_hidden(actor, book, as_of)
    seen = [_as_seen(actor, one) for one in standings(book, as_of)]
    # Sorted again: the place of a duty in the list must not tell the state that was closed.
    far = datetime.max.replace(tzinfo=as_of.tzinfo)
    return sorted(seen, key=lambda one: (STATES.index(one.state), one.due_at or far, one.duty.name))


def leave_out_hidden(actor: Actor, book: Book, as_of: datetime) -> None:
    """Set the pages of a book to what they hold without the entries that the actor may not see.

    What lies in another area still counts for the mission's rhythm, but opens no occasion here.
    """
    events = frozenset(one.event for rule in book.rules.values() for one in (*rule.opens, *rule.satisfied))
    hidden = hidden_from(actor, events, at=as_of)
    closed = hidden_from(replace(actor, area_path=""), events, at=as_of) if actor.area_path else hidden
    looked = {page.looked for page in book.pages.values()} - {0}
    unseen = looked - set(entries(actor).filter(sequence__in=looked).values_list("sequence", flat=True))
    for triggered, out in ((True, hidden), (False, closed)):
        told = set(out.values())
        rules = {
            name: rule
            for name, rule in book.rules.items()
            if (rule.kind is Kind.TRIGGERED) is triggered
            and (book.pages[name].looked in unseen or any(one.event in told for one in (*rule.opens, *rule.satisfied)))
        }
        if rules:
            _fold_again(actor, book, rules, set(out), as_of)


def _fold_again(actor: Actor, book: Book, rules: dict[str, Duty], out: set[int], as_of: datetime) -> None:
    fed = {one.event for rule in rules.values() for one in (*rule.opens, *rule.satisfied)}
    fed |= {one.event for rule in rules.values() for one in rule.looks if one.where}
    facts = facts_of(actor.mission, after=0, until=as_of, events=fed | set(ALWAYS))
    seen = fold(facts, as_of=as_of, withdrawn=out | set(withdrawals(actor.mission, as_of)), book=Book(rules))
    newest: dict[str, int] = {}
    for name, rule in rules.items():
        page = seen.pages[name]
        for event in {one.event for one in rule.looks if not one.where}:
            if event not in newest:
                row = entries_until(actor, as_of).filter(event=event).first()
                newest[event] = row.sequence if row else 0
            page.looked = max(page.looked, newest[event])
        book.pages[name] = page


def _as_seen(actor: Actor, standing: Standing) -> Standing:
    if all(actor.enters(room) for room in closed_rooms(standing.duty)):
        return standing
    reason = Sentence("What bears on this is closed to your post.")
    return replace(
        standing,
        state=State.CANNOT_TELL,
        reasons=(reason,),
        decided_by=(),
        due_at=None,
        open=(),
        occasion="",
        met=0,
        late=0,
    )


def standing_named(actor: Actor, name: str, as_of: datetime) -> Standing | None:
    """Return how one duty stood, or None for a name that is no duty."""
    return next((one for one in standings_for(actor, as_of) if one.duty.name == name), None)


def entries_that_decided(actor: Actor, sequences: Collection[int]) -> list[Entry]:
    """Return those of the entries that the actor may see, the newest first."""
    return list(entries(actor).filter(sequence__in=list(sequences)))


def history_of(actor: Actor, name: str, *, limit: int = 100) -> list[Entry]:
    """Return the newest entries that bear on a duty and that the actor may see."""
    rule = duties().get(name)
    if rule is None:
        return []
    patterns = (*rule.satisfied, *rule.opens)
    rows = entries(actor).filter(event__in={one.event for one in patterns} | {EXCUSED})[: 20 * limit]
    fitting = (row for row in rows if _bears(row, name) or any(one.fits(_bare(row)) for one in patterns))
    return [row for row, _number in zip(fitting, range(limit), strict=False)]


def _bears(row: Entry, name: str) -> bool:
    return row.event == EXCUSED and payload(row).get("duty") == name


def _bare(row: Entry) -> Fact:
    recorded = from_instant(row.recorded_at)
    return Fact(row.sequence, row.event, row.subject, recorded, from_instant(row.known_at), payload(row))


def record_named(actor: Actor, sequence: int) -> Entry | None:
    """Return an entry that records a deed, an occurrence or an excuse, if the actor may see it."""
    return entries(actor).filter(sequence=sequence, event__in=RECORDS).first()


def is_withdrawn(mission: str, sequence: int) -> bool:
    """Return whether a record has been withdrawn."""
    return any(int(payload(row)["entry"]) == sequence for row in finished_work(mission, WITHDRAWN))


def recorded_already(
    actor: Actor, event: str, told: dict[str, Any], words: str, day: date | None, *, now: datetime
) -> Entry | None:
    """Return the same record made by the same post within the hour and not withdrawn: a form that was sent twice."""
    since = instant(now - SENT_TWICE_WITHIN)
    rows = entries(actor).filter(event=event, post=actor.post, reason=words, recorded_at__gte=since)[:50]
    same = (row for row in rows if payload(row) == told and (day is None or from_instant(row.known_at).date() == day))
    return next((row for row in same if not is_withdrawn(actor.mission, row.sequence)), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """How closely a record is kept: what an entry about it must be narrowed by as well."""

    sensitivity: int = 0
    compartment: str = ""
    area_path: str = ""


def kept_as(actor: Actor, reference: str) -> Kept:
    """Return how closely the record of a reference is kept, as far as the actor knows of it at all."""
    row = entries(actor).filter(subject=reference).first() if reference else None
    return Kept(row.sensitivity, row.compartment, row.area_path) if row else Kept()


def withdrawn_entries(actor: Actor) -> dict[int, int]:
    """Return the records that were withdrawn, each with the entry that did it."""
    return {int(payload(row)["entry"]): row.sequence for row in finished_work(actor.mission, WITHDRAWN)}


def record_entries(actor: Actor) -> EntrySet:
    """Return every record of a deed, an occurrence or an excuse that the actor may see, newest first."""
    if not actor.may(Permission.DUTY_READ):
        return entries(actor).none()
    return entries(actor).filter(event__in=RECORDS)


def role_of(actor: Actor) -> str:
    """Return the role of the actor's post, nothing for a post without one and for the software."""
    return posts_of(actor).filter(slug=actor.post).values_list("role", flat=True).first() or ""


def owed_by_role(role: str, found: Iterable[Standing]) -> list[Standing]:
    """Return the duties that a role owes, alone or with others, or in whose section it works."""
    known = roles().get(role)
    if known is None:
        return []
    meant = {role, known.serves} - {""}
    return [one for one in found if meant & set(one.posts)]


@dataclass(frozen=True, slots=True)
class Feed:
    """A post's calendar feed: whose post, and the number that its address is bound to."""

    post: int
    number: int


def feed_of(actor: Actor) -> Feed | None:
    """Return the feed that the actor made for their post, None before they made one or when another holder did."""
    post = posts_of(actor).filter(slug=actor.post).first()
    made = last_event(actor.mission, FEED, f"feed:{actor.post}")
    if post is None or made is None or made.person != str(actor.person):
        return None
    return Feed(post.pk, int(payload(made)["number"]))


def feed_reader(post_id: int, number: int, *, now: datetime) -> tuple[Actor, str] | None:
    """Return whom a feed's address stands for, and their language; None for an address that is not good any more.

    It is good as long as whoever made it holds the post and has made no newer one. The reader that is returned enters
    no closed compartment and reads nothing that is confidential: a feed is read without signing in.
    """
    held = holders_in_post(post_id, on=now.date())
    for person, actor in held:
        made = last_event(actor.mission, FEED, f"feed:{actor.post}")
        if made is None or made.person != str(person.pk) or int(payload(made)["number"]) != number:
            continue
        if actor.may(Permission.DUTY_READ):
            return replace(actor, compartments=frozenset(), clearance=Sensitivity.UNCLASSIFIED), person.language
    return None


def records(actor: Actor) -> list[tuple[Entry, bool]]:
    """Return the newest 200 records of deeds, occurrences and excuses, each with whether it was withdrawn."""
    withdrawn = {int(payload(row)["entry"]) for row in finished_work(actor.mission, WITHDRAWN)}
    rows = entries(actor).filter(event__in=RECORDS)[:200]
    return [(row, row.sequence in withdrawn) for row in rows]


def incidents_near_bases(actor: Actor, now: datetime) -> list[NearBase]:
    """Return the incidents of late, near a base, in which civilians came to harm, and that are not on record as such.

    How near and how late are parameters. At most 200 at once, the newest first.
    """
    near = float(parameter_value(actor.mission, "near_base_km", at=now))
    days = int(parameter_value(actor.mission, "near_base_lookback_days", at=now))
    noted = {row.subject for row in finished_work(actor.mission, NOTED)}
    wanted = Filters(since=(now - timedelta(days=days)).date(), near_base_km=near)
    rows = filtered(actor, wanted).select_related("area", "base")
    found: list[NearBase] = []
    for row in rows.iterator(chunk_size=500):
        kind = _harm(row.civilians_best, one_sided=row.one_sided)
        if not kind or row.reference in noted:
            continue
        found.append(
            NearBase(
                reference=row.reference,
                kind=kind,
                known_at=row.known_at,
                occurred_on=row.occurred_from,
                base=row.base.name if row.base else "",
                distance_km=round(row.base_distance_km or 0.0, 1),
                sensitivity=row.sensitivity,
                compartment=row.compartment,
                area_path=row.area.path if row.area else "",
            )
        )
        if len(found) == MOST_NOTED:
            break
    return found


def _harm(civilians: int, *, one_sided: bool) -> str:
    if civilians:
        return "civilians_killed_near_base"
    return "civilians_harmed_near_base" if one_sided else ""
