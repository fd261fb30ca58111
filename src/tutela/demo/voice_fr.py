"""Puts the facts of a simulated report into French."""

from __future__ import annotations

from random import Random

from tutela.demo import names
from tutela.demo import phrases_fr as words
from tutela.demo.actors import REED_FRONT
from tutela.demo.acts import ON_ROADS, Group, Harm, HarmKind, Modus, Standing
from tutela.demo.wording import QUIET, Facts, capital, civilians, of_standing

SECTORS = ("sur la Côte de Marisket", "dans les Lacs de Serrallin", "dans les Hautes terres de Dravarden")
SECTORS_OF = ("de la Côte de Marisket", "des Lacs de Serrallin", "des Hautes terres de Dravarden")
KINDS = ("une femme", "femmes"), ("un homme", "hommes"), ("une fille", "filles"), ("un garçon", "garçons")
NBSP = "\u00a0"


def number(count: int) -> str:
    """A count in words (feminine) up to twelve, then in figures with a fixed space for thousands."""
    return words.NUMBERS[count] if 0 < count < len(words.NUMBERS) else f"{count:,}".replace(",", NBSP)


def masculine(count: int) -> str:
    """A count before a masculine noun."""
    return "un" if count == 1 else number(count)


def local_name(name: str) -> str:
    """The French name of a place, where it has one."""
    return names.DISPUTED_NAME_FR if name == names.DISPUTED_NAME else name


def of_name(name: str) -> str:
    """A place with "de", elided before a vowel."""
    text = local_name(name)
    return f"d'{text}" if text[0] in "AEIOU" else f"de {text}"


def at_place(facts: Facts) -> str:
    """The place of something that happened at a settlement."""
    where = facts.where
    river = names.RIVER_NAMES[where.river][1]
    return {
        1: f"à {local_name(where.place)}",
        2: f"près {of_name(where.place)}",
        3: f"dans le district {of_name(where.district)}",
        4: SECTORS[where.sector],
        5: f"le long de {river}",
    }.get(where.precision, "en un lieu non précisé")


def on_road(facts: Facts) -> str:
    """The place of something that happened on a road."""
    where = facts.where
    start, end = where.road or (where.place, where.place)
    between = f"sur la route entre {local_name(start)} et {local_name(end)}"
    return {
        1: between,
        2: f"sur la route {of_name(start)} à {local_name(end)}",
        3: f"sur une route du district {of_name(where.district)}",
        4: f"sur une route {SECTORS_OF[where.sector]}",
        5: between,
    }.get(where.precision, "sur une route non précisée")


def day_name(day: int, month: int) -> str:
    """A date without the year: "1er mai"."""
    return f"{'1er' if day == 1 else day} {words.MONTHS[month - 1]}"


def at_time(rng: Random, facts: Facts) -> str:
    """When it happened, as precisely as it is known."""
    first, last = facts.first, facts.last
    day, month = day_name(first.day, first.month), words.MONTHS[first.month - 1]
    if facts.time_precision == 1:
        return _on_day(rng, facts, day)
    if facts.time_precision == 2:
        start = day if last.month != first.month else "1er" if first.day == 1 else str(first.day)
        return f"entre le {start} et le {day_name(last.day, last.month)}"
    if facts.time_precision == 3:
        return f"dans la semaine du {day}"
    if facts.time_precision == 4:
        return f"au cours du mois {'d' + chr(39) if month[0] in 'ao' else 'de '}{month}"
    return f"entre {month} et {words.MONTHS[last.month - 1]}"


def _on_day(rng: Random, facts: Facts, day: str) -> str:
    first = facts.first
    weekday, hour = words.DAYS[first.weekday()], first.hour
    if facts.is_market_day and rng.random() < 0.6:
        return f"le {weekday} {day} (jour de marché)"
    if rng.random() < 0.25:
        return f"le {day} vers {hour} h" + (f" {first.minute:02}" if first.minute else "")
    parts = (
        (4, ("dans la nuit précédant le {d}", "le {d} en pleine nuit")),
        (7, ("à l'aube du {d}", "le {d} au lever du jour")),
        (11, ("dans la matinée du {d}", "le {w} {d} au matin")),
        (14, ("le {d} vers midi", "le {w} {d} à la mi-journée")),
        (18, ("dans l'après-midi du {d}", "le {w} {d} dans l'après-midi")),
        (21, ("le {d} à la tombée du jour", "dans la soirée du {d}")),
        (24, ("tard dans la soirée du {d}", "le {w} {d} tard le soir")),
    )
    choices = next(options for until, options in parts if hour < until)
    return rng.choice(choices).format(d=day, w=weekday)


def loot(rng: Random, facts: Facts) -> str:
    """Two or three stolen things that people of the group would have with them."""
    pool = words.ROAD_LOOT if facts.modus in ON_ROADS else words.LOOT
    things = rng.sample(words.LAKE_LOOT if facts.group is Group.FISHERS else pool, rng.choice((2, 2, 3)))
    return ", ".join(things[:-1]) + " et " + things[-1]


class French:
    """The French voice."""

    def title(self, facts: Facts) -> str:
        """A heading without a full stop."""
        return words.TITLES[facts.modus].format(at=at_place(facts), on=on_road(facts))

    def opening(self, rng: Random, facts: Facts) -> str:
        """What happened, when, where, by whom."""
        templates = words.ATTEMPTS if facts.is_attempt else words.SITUATIONS[facts.modus]
        return fill(rng, rng.choice(templates), facts)

    def toll(self, rng: Random, facts: Facts) -> list[str]:
        """One sentence for each way in which people were harmed."""
        found = [_people(rng, facts, h) for kind in words.HARM_VERBS if (h := civilians(facts, kind)) is not None]
        if (taken := civilians(facts, HarmKind.RECRUITED)) is not None:
            found.append(_children(taken))
        if (survivors := civilians(facts, HarmKind.SEXUAL_VIOLENCE)) is not None:
            found.append(
                f"{capital(masculine(survivors.best))} cas {'est connu' if survivors.best == 1 else 'sont connus'}."
            )
        if (fled := civilians(facts, HarmKind.DISPLACED)) is not None:
            found.append(_fled(rng, fled, local_name(facts.refuge)))
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
    text = template.format(
        **slots,
        **{capital(key): capital(text) for key, text in slots.items()},
        at=at_place(facts),
        on=on_road(facts),
        loot=loot(rng, facts),
        heading=rng.choice(words.MARSH_HEADINGS if facts.actor == REED_FRONT.code else words.HEADINGS),
        cattle=rng.choice((20, 30, 40, 60, 80, 120, 150, 200)),
        minutes=rng.choice((20, 30, 40, 60, 90)),
        date=day_name(facts.first.day, facts.first.month),
        refuge=local_name(facts.refuge),
    )
    return text.replace("que environ", "qu'environ")


def _parts(harm: Harm) -> str:
    counts = (harm.women, harm.men, harm.girls, harm.boys)
    items = [one if n == 1 else f"{number(n)} {many}" for n, (one, many) in zip(counts, KINDS, strict=True) if n]
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " et " + items[-1]


def _people(rng: Random, facts: Facts, harm: Harm) -> str:
    is_missing = facts.modus is Modus.DISAPPEARANCE and harm.kind is HarmKind.DETAINED
    forms = words.MISSING if is_missing else rng.choice(words.HARM_VERBS[harm.kind])
    verb = forms[0] if harm.high == 1 else forms[1]
    if harm.low < harm.high:
        head = (
            f"Jusqu'à {number(harm.high)} personnes" if harm.low == 0 else f"Entre {harm.low} et {harm.high} personnes"
        )
        tail = f", le plus vraisemblablement {number(harm.best)}"
    elif harm.best in (harm.women, harm.men, harm.girls, harm.boys):
        is_feminine = harm.best in (harm.women, harm.girls)
        return f"{capital(_parts(harm))} {verb if is_feminine else forms[2] if harm.best == 1 else forms[3]}."
    else:
        head, tail = f"{capital(number(harm.best))} personne{'' if harm.best == 1 else 's'}", ""
    if not harm.known:
        return f"{head} {verb}{tail}."
    if harm.unknown == 0:
        return f"{head} {verb} ({_parts(harm)})."
    return f"{head} {verb}{tail}, dont {_parts(harm)}."


def _children(harm: Harm) -> str:
    head = f"{capital(masculine(harm.best))} enfant{' a été emmené' if harm.best == 1 else 's ont été emmenés'}"
    if not harm.known:
        return f"{head}, d'âge inconnu."
    return f"{head} ({_parts(harm)})." if harm.unknown == 0 else f"{head}, dont {_parts(harm)}."


def _fled(rng: Random, harm: Harm, refuge: str) -> str:
    count = f"{harm.best:,}".replace(",", NBSP)
    return rng.choice(
        (
            f"Environ {count} personnes ont fui, la plupart vers {refuge}.",
            f"Quelque {count} personnes sont parties pour {refuge}.",
            f"Le nombre de déplacés est estimé à {count}.",
        )
    )


def _others(facts: Facts) -> list[str]:
    found = []
    if unknown := of_standing(facts, Standing.UNKNOWN):
        more = "un autre mort était un civil" if unknown == 1 else f"{number(unknown)} autres morts étaient des civils"
        found.append(f"On ignore si {more}.")
    if killed := of_standing(facts, Standing.COMBATANT):
        side = "combattant" if facts.modus is Modus.CLASH else "assaillant"
        verb = "est mort" if killed == 1 else "sont morts"
        also = " également" if civilians(facts, HarmKind.KILLED) else ""
        found.append(f"{capital(masculine(killed))} {side}{'' if killed == 1 else 's'} {verb}{also}.")
    return found
