"""How a duty stands at a moment: one of six states, the reasons in words, and the entries that decided it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tutela.kernel.periods import Quarter, start_of
from tutela.kernel.sentences import Sentence
from tutela.policy.duties.books import Book, Occasion, Page
from tutela.policy.duties.rules import Duty, Kind
from tutela.policy.roles import roles, stand_ins


class State(StrEnum):
    """How a duty stands."""

    MET = "met"
    DUE_SOON = "due_soon"
    DUE = "due"
    OVERDUE = "overdue"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"


# The worst first: what a board shows at its top.
STATES = (State.OVERDUE, State.DUE, State.DUE_SOON, State.CANNOT_TELL, State.MET, State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a duty stood at `as_of`. `due_at` is the nearest limit; `occasion` the key that an excuse would name.

    `decided_by` are ledger entries; `posts` the roles that owe it once a missing part of the mission is covered.
    """

    duty: Duty
    state: State
    reasons: tuple[Sentence, ...]
    decided_by: tuple[int, ...] = ()
    due_at: datetime | None = None
    open: tuple[Occasion, ...] = ()
    occasion: str = ""
    posts: tuple[str, ...] = ()
    met: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    state: State
    reason: Sentence
    decided_by: tuple[int, ...] = ()
    due_at: datetime | None = None
    occasion: str = ""


def standings(book: Book, as_of: datetime) -> list[Standing]:
    """Return how every duty stands, the worst first and then by limit.

    Raises ValueError for a moment before the last entry of the book: a clock that was set back would tell a future.
    """
    found = [standing_of(book, duty, as_of) for duty in book.rules.values()]
    far = datetime.max.replace(tzinfo=as_of.tzinfo)
    return sorted(found, key=lambda one: (STATES.index(one.state), one.due_at or far, one.duty.name))


def standing_of(book: Book, duty: Duty, as_of: datetime) -> Standing:
    """Return how one duty stands. Raises ValueError for a moment before the last entry of the book."""
    if book.last_recorded_at is not None and as_of < book.last_recorded_at:
        raise ValueError("The book holds entries that were recorded after that moment; fold up to it first.")
    page = book.pages[duty.name]
    absent = book.absent.get(duty.part) if duty.part else None
    if absent is not None and not absent[1]:
        reason = Sentence("The mission has declared that it has no such part, and that nobody covers for it.")
        return _standing(duty, page, _Found(State.NOT_APPLICABLE, reason, (absent[0],)), duty.posts)
    posts = _owing(book, duty)
    if book.began_at is None:
        reason = Sentence("The ledger holds nothing yet that bears on it.")
        return _standing(duty, page, _Found(State.CANNOT_TELL, reason), posts)
    found = JUDGES[duty.kind](book, duty, page, as_of)
    return _standing(duty, page, found, posts)


def _owing(book: Book, duty: Duty) -> tuple[str, ...]:
    """Return the roles that owe a duty: for those of a missing part whoever stands in, and never nobody.

    The first role owes it; so a duty that rests on a part of the mission falls to that part's cover first.
    """
    if not book.absent:
        return duty.posts
    ends = stand_ins({part: cover for part, (_by, cover) in book.absent.items()})
    first = (ends[duty.part],) if ends.get(duty.part) else ()
    there = (ends.get(roles()[post].part, post) if post in roles() else post for post in duty.posts)
    return tuple(dict.fromkeys(role for role in (*first, *there) if role)) or duty.posts


def _standing(duty: Duty, page: Page, found: _Found, posts: tuple[str, ...]) -> Standing:
    still = tuple(sorted(page.open.values(), key=lambda one: (one.due_at, one.key)))
    return Standing(
        duty=duty,
        state=found.state,
        reasons=(found.reason,),
        decided_by=found.decided_by,
        due_at=found.due_at,
        open=still,
        occasion=found.occasion,
        posts=posts,
        met=page.met,
        late=page.late,
    )


def _triggered(book: Book, duty: Duty, page: Page, as_of: datetime) -> _Found:
    if page.open:
        first = min(page.open.values(), key=lambda one: (one.due_at, one.key))
        late = [one for one in page.open.values() if as_of > one.due_at]
        told = sorted(one.opened_by for one in late or page.open.values())[:20]
        if late:
            reason = Sentence("Past their time: {count} of {all} open.", count=len(late), all=len(page.open))
        else:
            reason = Sentence("Open, and their time is running: {count}.", count=len(page.open))
        state = State.OVERDUE if late else State.DUE
        return _Found(state, reason, tuple(told), first.due_at, first.key)
    if page.ended:
        last = page.ended[-1]
        reason = Sentence(
            "Every occasion so far was answered: {met} answered, {late} of them late, {excused} excused.",
            met=page.met, late=page.late, excused=page.excused,
        )  # fmt: skip
        return _Found(State.MET, reason, (last.opened_by, last.ended_by))
    if duty.looks and not page.looked:
        reason = Sentence("Nothing on record shows that anybody looks for what would set it off.")
        return _Found(State.CANNOT_TELL, reason)
    reason = Sentence("Nothing that sets it off is on record.")
    return _Found(State.NOT_APPLICABLE, reason, (page.looked,) if page.looked else ())


def _calendar(book: Book, duty: Duty, page: Page, as_of: datetime) -> _Found:
    assert book.began_at is not None  # noqa: S101  # asked before
    first, current = Quarter.of(book.began_at.date()), Quarter.of(as_of.date())
    within, warn = book.span(duty.within), book.span(duty.warn)
    last = current.plus(-1)
    if last < first:
        done = page.periods.get(str(current))
        if done is None and as_of >= _over(current) - warn:
            reason = Sentence("The quarter {quarter} ends soon.", quarter=str(current))
            return _Found(State.DUE_SOON, reason, (), _over(current) + within, str(current))
        return _Found(State.NOT_APPLICABLE, Sentence("The first quarter on record is not over yet."))
    missing = [one for one in (last.plus(-1), last) if one >= first and not _is_done(page, str(one))]
    limit = _over(last) + within
    if last in missing:
        late = as_of > limit or len(missing) > 1
        reason = (
            Sentence("Nothing was delivered for {quarter}.", quarter=" + ".join(str(one) for one in missing))
            if late
            else Sentence("The quarter {quarter} is over; it is owed now.", quarter=str(last))
        )
        earliest = _over(missing[0]) + within
        return _Found(State.OVERDUE if late else State.DUE, reason, (), earliest, str(missing[0]))
    is_delivered = str(last) in page.periods
    by = page.periods[str(last)][1] if is_delivered else page.excuses[str(last)]
    if not _is_done(page, str(current)) and as_of >= _over(current) - warn:
        soon = (
            Sentence("{quarter} was delivered; the quarter {next} ends soon.", quarter=str(last), next=str(current))
            if is_delivered
            else Sentence("{quarter} was excused; the quarter {next} ends soon.", quarter=str(last), next=str(current))
        )
        return _Found(State.DUE_SOON, soon, (by,), _over(current) + within, str(current))
    if not is_delivered:
        reason = Sentence("The quarter {quarter} was excused.", quarter=str(last))
        return _Found(State.MET, reason, (by,), _over(current) + within)
    reason = Sentence("It was delivered for {quarter}.", quarter=str(last))
    if missing:
        reason = Sentence("It was delivered for {quarter}, not for {gap}.", quarter=str(last), gap=str(missing[0]))
    return _Found(State.MET, reason, (by,), _over(current) + within)


def _is_done(page: Page, period: str) -> bool:
    return period in page.periods or period in page.excuses


def _over(quarter: Quarter) -> datetime:
    """Return the moment at which a quarter is over."""
    return start_of(quarter.plus(1).first_day)


def _rolling(book: Book, duty: Duty, page: Page, as_of: datetime) -> _Found:
    assert book.began_at is not None  # noqa: S101  # asked before
    every, warn = book.span(duty.every), book.span(duty.warn)
    base, by = page.latest or (book.began_at, 0)
    due, excused_by = _past_excuses(page, base + every, every)
    decided = tuple(one for one in (by, excused_by) if one)
    key, days = due.date().isoformat(), every.days
    if as_of > due:
        reason = Sentence(
            "It was last done {date}, more than {days} days ago.", date=base.date().isoformat(), days=days
        )
        never = Sentence("It has not been done since the record began, {days} days and more.", days=days)
        return _Found(State.OVERDUE, reason if by else never, decided, due, key)
    if not by:
        reason = Sentence("It has not been done yet since the record began.")
        return _Found(State.DUE, reason, decided, due, key)
    reason = Sentence("It was last done {date}.", date=base.date().isoformat())
    if excused_by:
        reason = Sentence("It was last done {date}; a later round was excused.", date=base.date().isoformat())
    return _Found(State.DUE_SOON if as_of >= due - warn else State.MET, reason, decided, due, key)


def _past_excuses(page: Page, due: datetime, every: timedelta) -> tuple[datetime, int]:
    """Return the limit once excused rounds are passed over, and the last entry that excused one."""
    excused_by = 0
    while due.date().isoformat() in page.excuses:
        excused_by = page.excuses[due.date().isoformat()]
        due += every
    return due, excused_by


def _standing_duty(book: Book, duty: Duty, page: Page, as_of: datetime) -> _Found:
    every = book.span(duty.every)
    if page.latest is not None and as_of - page.latest[0] <= every:
        reason = Sentence("It was last shown {date}.", date=page.latest[0].date().isoformat())
        return _Found(State.MET, reason, (page.latest[1],), page.latest[0] + every)
    reason = Sentence(
        "Nothing of the last {days} days shows it, and nothing shows that it was not done.", days=every.days
    )
    return _Found(State.CANNOT_TELL, reason, (page.latest[1],) if page.latest else ())


JUDGES = {
    Kind.TRIGGERED: _triggered,
    Kind.CALENDAR: _calendar,
    Kind.ROLLING: _rolling,
    Kind.STANDING: _standing_duty,
}


def limits(standing: Standing) -> Iterator[tuple[datetime, str]]:
    """Yield every limit that runs now with the key of its occasion: for a calendar."""
    if standing.open:
        for occasion in standing.open:
            yield occasion.due_at, occasion.key
    elif standing.due_at is not None:
        yield standing.due_at, standing.occasion
