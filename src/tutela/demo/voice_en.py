"""Puts the facts of a simulated report into English."""

from __future__ import annotations

from random import Random

from tutela.demo import phrases_en as words
from tutela.demo.actors import REED_FRONT
from tutela.demo.acts import ON_ROADS, Group, Harm, HarmKind, Modus, Standing
from tutela.demo.names import RIVER_NAMES
from tutela.demo.wording import QUIET, Facts, capital, civilians, of_standing

SECTORS = ("on the Marisket Coast", "in the Serrallin Lakes", "in the Dravarden Uplands")
KINDS = ("woman", "women"), ("man", "men"), ("girl", "girls"), ("boy", "boys")


def number(count: int) -> str:
    """A count in words up to twelve, then in figures with a comma for thousands."""
    return words.NUMBERS[count] if 0 < count < len(words.NUMBERS) else f"{count:,}"


def at_place(facts: Facts) -> str:
    """The place of something that happened at a settlement."""
    where = facts.where
    return {
        1: f"in {where.place}",
        2: f"near {where.place}",
        3: f"in {where.district} district",
        4: SECTORS[where.sector],
        5: f"along {RIVER_NAMES[where.river][0]}",
    }.get(where.precision, "at an unspecified place")


def on_road(facts: Facts) -> str:
    """The place of something that happened on a road."""
    where = facts.where
    start, end = where.road or (where.place, where.place)
    between = f"on the road between {start} and {end}"
    return {
        1: between,
        2: f"on the {start}\u2013{end} road",
        3: f"on a road in {where.district} district",
        4: f"on a road {SECTORS[where.sector]}",
        5: between,
    }.get(where.precision, "on an unspecified road")


def at_time(rng: Random, facts: Facts) -> str:
    """When it happened, as precisely as it is known."""
    first, last = facts.first, facts.last
    day, month = f"{first.day} {words.MONTHS[first.month - 1]}", words.MONTHS[first.month - 1]
    if facts.time_precision == 1:
        return _on_day(rng, facts, day)
    if facts.time_precision == 2:
        until = f"{last.day} {words.MONTHS[last.month - 1]}"
        return f"between {first.day if last.month == first.month else day} and {until}"
    if facts.time_precision == 3:
        return rng.choice((f"in the week of {day}", f"in the week that began on {day}"))
    if facts.time_precision == 4:
        return rng.choice((f"in the course of {month}", f"some time in {month}"))
    return f"between {month} and {words.MONTHS[last.month - 1]}"


def _on_day(rng: Random, facts: Facts, day: str) -> str:
    first = facts.first
    weekday, hour = words.DAYS[first.weekday()], first.hour
    if facts.is_market_day and rng.random() < 0.6:
        return rng.choice((f"on market day ({weekday} {day})", f"on the market day of {day}"))
    if rng.random() < 0.25:
        return f"at about {first:%H:%M} on {day}"
    parts = (
        (4, ("in the night before {d}", "in the small hours of {d}")),
        (7, ("at dawn on {d}", "shortly after first light on {d}", "at daybreak on {d}")),
        (11, ("on the morning of {d}", "on {w} morning, {d}")),
        (14, ("around midday on {d}", "at noon on {w} {d}")),
        (18, ("on the afternoon of {d}", "on {w} afternoon, {d}")),
        (21, ("at dusk on {d}", "on the evening of {d}")),
        (24, ("late in the evening of {d}", "late on {w} {d}")),
    )
    choices = next(options for until, options in parts if hour < until)
    return rng.choice(choices).format(d=day, w=weekday)


def loot(rng: Random, facts: Facts) -> str:
    """Two or three stolen things that people of the group would have with them."""
    pool = words.ROAD_LOOT if facts.modus in ON_ROADS else words.LOOT
    things = rng.sample(words.LAKE_LOOT if facts.group is Group.FISHERS else pool, rng.choice((2, 2, 3)))
    return ", ".join(things[:-1]) + " and " + things[-1]


class English:
    """The English voice."""

    def title(self, facts: Facts) -> str:
        """A heading without a full stop."""
        return words.TITLES[facts.modus].format(
            at=at_place(facts), on=on_road(facts), target=words.TARGETS[facts.group]
        )

    def opening(self, rng: Random, facts: Facts) -> str:
        """What happened, when, where, by whom."""
        templates = words.ATTEMPTS if facts.is_attempt else words.SITUATIONS[facts.modus]
        return fill(rng, rng.choice(templates), facts)

    def toll(self, rng: Random, facts: Facts) -> list[str]:
        """One sentence for each way in which people were harmed."""
        found = [_people(rng, facts, h) for kind in words.HARM_VERBS if (h := civilians(facts, kind)) is not None]
        found = _merged(found)
        if (taken := civilians(facts, HarmKind.RECRUITED)) is not None:
            found.append(_children(taken))
        if (survivors := civilians(facts, HarmKind.SEXUAL_VIOLENCE)) is not None:
            verb = "survivor is" if survivors.best == 1 else "survivors are"
            found.append(f"{capital(number(survivors.best))} {verb} known.")
        if (fled := civilians(facts, HarmKind.DISPLACED)) is not None:
            found.append(_fled(rng, fled, facts.refuge))
        return found + _others(facts)

    def detail(self, rng: Random, facts: Facts) -> str:
        """One more circumstance of the situation."""
        return fill(rng, rng.choice(words.DETAILS[facts.modus]), facts)

    def closing(self, rng: Random, facts: Facts) -> str:
        """What holds since, or what is not known."""
        if facts.where.precision >= 3 and rng.random() < 0.5:
            return words.VAGUE_PLACE
        if facts.time_precision >= 3 and rng.random() < 0.5:
            return words.VAGUE_TIME
        if facts.actor is None and rng.random() < 0.5:
            return rng.choice(words.VAGUE_ACTOR)
        if facts.modus in QUIET:
            return rng.choice(words.QUIET_CLOSINGS)
        if rng.random() < 0.25:
            return rng.choice(words.DRY_CLOSINGS if facts.is_dry else words.WET_CLOSINGS)
        return rng.choice(words.CLOSINGS)


def fighters(rng: Random, actor: str | None, count: int) -> str:
    """Those who acted, sometimes with their number; 0 leaves it out."""
    if not count:
        return words.FIGHTERS[actor][0]
    return rng.choice(words.FIGHTERS[actor]).format(n=number(count))


def fill(rng: Random, template: str, facts: Facts) -> str:
    """A template with its slots filled; a capitalised slot begins a sentence."""
    n = rng.choice((8, 10, 12, 15, 20, 25, 30))
    slots = {
        "who": fighters(rng, facts.actor, 0 if facts.modus is Modus.ASSAULT else n),
        "whom": fighters(rng, facts.opponent, n + 5),
        "when": at_time(rng, facts),
        "target": words.TARGETS[facts.group],
        "victims": words.VICTIMS[facts.group],
        "vehicle": rng.choice(words.VEHICLES),
    }
    return template.format(
        **slots,
        **{capital(key): capital(text) for key, text in slots.items()},
        at=at_place(facts),
        on=on_road(facts),
        loot=loot(rng, facts),
        heading=rng.choice(words.MARSH_HEADINGS if facts.actor == REED_FRONT.code else words.HEADINGS),
        cattle=rng.choice((20, 30, 40, 60, 80, 120, 150, 200)),
        minutes=rng.choice((20, 30, 40, 60, 90)),
        date=f"{facts.first.day} {words.MONTHS[facts.first.month - 1]}",
        refuge=facts.refuge,
    )


def _parts(harm: Harm) -> str:
    """Those known by sex and age as a list: "two women, a man and a girl"."""
    counts = (harm.women, harm.men, harm.girls, harm.boys)
    items = [f"a {one}" if n == 1 else f"{number(n)} {many}" for n, (one, many) in zip(counts, KINDS, strict=True) if n]
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def _people(rng: Random, facts: Facts, harm: Harm) -> str:
    is_missing = facts.modus is Modus.DISAPPEARANCE and harm.kind is HarmKind.DETAINED
    one, many = words.MISSING if is_missing else rng.choice(words.HARM_VERBS[harm.kind])
    verb = one if harm.high == 1 else many
    if harm.low < harm.high:
        head = f"Up to {number(harm.high)} people" if harm.low == 0 else f"Between {harm.low} and {harm.high} people"
        tail = f", most likely {number(harm.best)}"
    elif harm.best in (harm.women, harm.men, harm.girls, harm.boys):
        return f"{capital(_parts(harm))} {verb}."
    else:
        head, tail = f"{capital(number(harm.best))} {'person' if harm.best == 1 else 'people'}", ""
    if not harm.known:
        return f"{head} {verb}{tail}."
    link = ": " if harm.unknown == 0 else ", among them "
    return f"{head} {verb}{tail}{link}{_parts(harm)}."


def _merged(sentences: list[str]) -> list[str]:
    """Two short plain sentences become one."""
    if len(sentences) >= 2 and not any(mark in sentences[0] + sentences[1] for mark in (":", ",")):
        second = sentences[1]
        return [f"{sentences[0][:-1]} and {second[:1].lower()}{second[1:]}", *sentences[2:]]
    return sentences


def _children(harm: Harm) -> str:
    head = f"{capital(number(harm.best))} {'child was' if harm.best == 1 else 'children were'} taken"
    if not harm.known:
        return f"{head}; their ages are not known."
    return f"{head}{': ' if harm.unknown == 0 else ', among them '}{_parts(harm)}."


def _fled(rng: Random, harm: Harm, refuge: str) -> str:
    return rng.choice(
        (
            f"About {harm.best:,} people fled, most of them to {refuge}.",
            f"Some {harm.best:,} people left for {refuge}.",
            f"The number of displaced is put at {harm.best:,}; many are in {refuge}.",
        )
    )


def _others(facts: Facts) -> list[str]:
    found = []
    if unknown := of_standing(facts, Standing.UNKNOWN):
        more = (
            "one more of the dead was a civilian"
            if unknown == 1
            else f"{number(unknown)} more of the dead were civilians"
        )
        found.append(f"It is not known whether {more}.")
    if killed := of_standing(facts, Standing.COMBATANT):
        side = "fighter" if facts.modus is Modus.CLASH else "attacker"
        also = " as well" if civilians(facts, HarmKind.KILLED) else ""
        found.append(f"{capital(number(killed))} {side}{'' if killed == 1 else 's'} died{also}.")
    return found
