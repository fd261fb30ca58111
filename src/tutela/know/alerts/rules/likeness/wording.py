"""What people read for a concept, and the sentences that give reasons and doubts."""

from __future__ import annotations

from tutela.kernel.places import PlacePrecision
from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.likeness import grounds

MOST_CONCEPTS = 3
ONE_HOUR, ONE_DAY, TWO_DAYS = 1.0, 24.0, 48.0

LABELS: dict[str, Sentence] = {
    "armed_people": Sentence("armed people"),
    "attackers": Sentence("attackers"),
    "soldiers": Sentence("soldiers"),
    "police": Sentence("police"),
    "militia": Sentence("militia"),
    "rebels": Sentence("rebels"),
    "bandits": Sentence("bandits"),
    "self_defence": Sentence("a self-defence group"),
    "uniforms": Sentence("uniforms"),
    "masks": Sentence("hidden faces"),
    "herders": Sentence("herders"),
    "farmers": Sentence("farmers"),
    "women": Sentence("women"),
    "children": Sentence("children"),
    "girls": Sentence("girls"),
    "boys": Sentence("boys"),
    "elders": Sentence("older people"),
    "youth": Sentence("young people"),
    "teachers": Sentence("teachers"),
    "health_workers": Sentence("health workers"),
    "traders": Sentence("traders"),
    "drivers": Sentence("drivers"),
    "fishers": Sentence("fishers"),
    "hunters": Sentence("hunters"),
    "miners": Sentence("miners"),
    "chiefs": Sentence("a chief"),
    "clergy": Sentence("religious leaders"),
    "displaced": Sentence("displaced people"),
    "villagers": Sentence("villagers"),
    "families": Sentence("families"),
    "travellers": Sentence("travellers"),
    "aid_workers": Sentence("aid workers"),
    "peacekeepers": Sentence("the mission"),
    "village": Sentence("a village"),
    "town": Sentence("a town"),
    "neighbourhood": Sentence("a neighbourhood"),
    "market": Sentence("a market"),
    "road": Sentence("a road"),
    "bridge": Sentence("a bridge"),
    "ford": Sentence("a crossing of the river"),
    "river": Sentence("a river"),
    "lake": Sentence("a lake"),
    "well": Sentence("a water point"),
    "forest": Sentence("the forest or the bush"),
    "hill": Sentence("hills"),
    "fields": Sentence("fields"),
    "pasture": Sentence("pasture"),
    "camp": Sentence("a camp"),
    "school": Sentence("a school"),
    "church": Sentence("a church"),
    "mosque": Sentence("a mosque"),
    "health_post": Sentence("a health post"),
    "houses": Sentence("houses"),
    "shops": Sentence("shops"),
    "checkpoint": Sentence("a roadblock"),
    "border": Sentence("a border"),
    "port": Sentence("a landing place"),
    "mine_site": Sentence("a mine"),
    "junction": Sentence("a junction"),
    "base": Sentence("a base"),
    "station": Sentence("a station"),
    "graves": Sentence("graves"),
    "office": Sentence("an office"),
    "prison": Sentence("a prison"),
    "motorcycles": Sentence("motorcycles"),
    "vehicles": Sentence("vehicles"),
    "trucks": Sentence("lorries"),
    "bicycles": Sentence("bicycles"),
    "boats": Sentence("boats"),
    "horses": Sentence("horses or camels"),
    "on_foot": Sentence("people on foot"),
    "aircraft": Sentence("aircraft"),
    "convoy": Sentence("a convoy"),
    "weapons": Sentence("guns"),
    "blades": Sentence("machetes or knives"),
    "sticks": Sentence("sticks or stones"),
    "bows": Sentence("bows and arrows"),
    "grenades": Sentence("grenades"),
    "shells": Sentence("rockets or shells"),
    "explosives": Sentence("explosive devices"),
    "heavy_weapons": Sentence("heavy weapons"),
    "petrol": Sentence("petrol"),
    "shooting": Sentence("shooting"),
    "killing": Sentence("people killed"),
    "wounded": Sentence("people wounded"),
    "beaten": Sentence("people beaten"),
    "burning": Sentence("burning"),
    "looting": Sentence("looting"),
    "abduction": Sentence("people taken away"),
    "taken": Sentence("people or things taken"),
    "ransom": Sentence("a ransom"),
    "rape": Sentence("rape"),
    "missing": Sentence("people missing"),
    "arrest": Sentence("arrests"),
    "torture": Sentence("torture"),
    "tied": Sentence("people tied up"),
    "recruitment": Sentence("recruitment"),
    "extortion": Sentence("payments demanded"),
    "threats": Sentence("threats"),
    "ultimatum": Sentence("an ultimatum"),
    "attack": Sentence("an attack"),
    "ambush": Sentence("an ambush"),
    "fighting": Sentence("fighting"),
    "fleeing": Sentence("people fleeing"),
    "hiding": Sentence("people hiding"),
    "blocked": Sentence("a way blocked"),
    "search": Sentence("houses searched"),
    "gathering": Sentence("people gathering"),
    "moving": Sentence("people on the move"),
    "arriving": Sentence("people arriving"),
    "crossing": Sentence("people crossing"),
    "seen": Sentence("people seen"),
    "surrounded": Sentence("a place surrounded"),
    "settled": Sentence("people camped"),
    "leaving": Sentence("people leaving"),
    "return": Sentence("people coming back"),
    "hearing": Sentence("what was heard"),
    "expect": Sentence("an attack announced"),
    "help_asked": Sentence("help asked for"),
    "fear": Sentence("fear"),
    "rumour": Sentence("a rumour"),
    "tension": Sentence("tension"),
    "revenge": Sentence("revenge"),
    "land": Sentence("land"),
    "hate_speech": Sentence("speech that calls for violence"),
    "leaflets": Sentence("leaflets"),
    "radio": Sentence("a radio"),
    "wedding": Sentence("a wedding"),
    "funeral": Sentence("a burial"),
    "football": Sentence("football"),
    "election": Sentence("an election"),
    "protest": Sentence("a protest"),
    "hunger": Sentence("food"),
    "cattle": Sentence("cattle"),
    "goats": Sentence("goats or sheep"),
    "money": Sentence("money"),
    "phones": Sentence("telephones"),
    "medicine": Sentence("medicines"),
    "goods": Sentence("belongings"),
    "water": Sentence("water"),
    "firewood": Sentence("firewood"),
    "pregnant": Sentence("a pregnant woman"),
    "rain": Sentence("rain"),
    "night_guard": Sentence("a guard"),
    "list_of_names": Sentence("a list of people sought"),
    "language_strange": Sentence("a language of elsewhere"),
    "direction_north": Sentence("the north"),
    "direction_south": Sentence("the south"),
    "direction_east": Sentence("the east"),
    "direction_west": Sentence("the west"),
    "daytime_dawn": Sentence("dawn"),
    "daytime_morning": Sentence("the morning"),
    "daytime_midday": Sentence("midday"),
    "daytime_afternoon": Sentence("the afternoon"),
    "daytime_evening": Sentence("the evening"),
    "daytime_night": Sentence("the night"),
    "day_today": Sentence("today"),
    "day_yesterday": Sentence("yesterday"),
    "day_before": Sentence("two days before"),
    "day_tomorrow": Sentence("tomorrow"),
    "weekday_0": Sentence("Monday"),
    "weekday_1": Sentence("Tuesday"),
    "weekday_2": Sentence("Wednesday"),
    "weekday_3": Sentence("Thursday"),
    "weekday_4": Sentence("Friday"),
    "weekday_5": Sentence("Saturday"),
    "weekday_6": Sentence("Sunday"),
}


def both_speak_of(codes: tuple[str, ...]) -> Sentence:
    """Return what two texts both speak of, the most telling first; at least one."""
    names = [LABELS[code] for code in codes[:MOST_CONCEPTS]]
    if len(names) == 1:
        return Sentence("both speak of {one}", one=names[0])
    if len(names) == 2:
        return Sentence("both speak of {one} and of {other}", one=names[0], other=names[1])
    return Sentence("both speak of {one}, of {other} and of {third}", one=names[0], other=names[1], third=names[2])


def distance(km: float, precision: int) -> Sentence:
    """Return how far apart two places are; `precision` is the worse of the two."""
    is_rough = precision > PlacePrecision.NEAR
    if km < 1 and not is_rough:
        return Sentence("less than a kilometre apart")
    rounded = max(1, round(km))
    if is_rough:
        return Sentence("about {km} km apart, places known roughly", km=rounded)
    return Sentence("1 km apart") if rounded == 1 else Sentence("{km} km apart", km=rounded)


def time_between(hours: float) -> Sentence:
    """Return how far apart two moments are."""
    if hours < ONE_HOUR:
        minutes = round(hours * 60)
        return Sentence("{minutes} minutes apart", minutes=minutes) if minutes > 1 else Sentence("at the same time")
    if hours < TWO_DAYS:
        whole = round(hours)
        return Sentence("1 hour apart") if whole == 1 else Sentence("{hours} hours apart", hours=whole)
    return Sentence("{days} days apart", days=round(hours / ONE_DAY))


def time_by_words(hours: float) -> Sentence:
    """Return how far apart two moments are by what the reports say of them."""
    if hours < ONE_HOUR:
        return Sentence("at the same time by what they say")
    return Sentence("{hours} hours or more apart by what they say", hours=max(2, round(hours)))


def of_places(relation: int, points: float) -> Sentence | None:
    """Return what the names of two places say of each other; without names the areas speak."""
    said = {
        grounds.SAME: Sentence("the same place name"),
        grounds.LIKE: Sentence("place names spelt nearly alike"),
        grounds.PART: Sentence("one place name is part of the other"),
        grounds.OTHER: Sentence("different place names"),
    }
    area = Sentence("in the same area") if points > 0 else Sentence("in different areas")
    return said.get(relation, area)


def of_kinds(points: float, *, is_same: bool) -> Sentence:
    """Return what the kinds of two alerts say of each other."""
    if is_same:
        return Sentence("the same kind of alert")
    return Sentence("kinds of alert that go together") if points > 0 else Sentence("different kinds of alert")


def of_words(points: float, concepts: tuple[str, ...], *, is_close: bool) -> Sentence:
    """Return what two texts have in common, or that it is little."""
    if points <= 0:
        return Sentence("the words have little in common")
    if is_close:
        return Sentence("almost the same words")
    return both_speak_of(concepts) if concepts else Sentence("similar words")


def of_numbers(points: float, shared: tuple[int, ...], differing: tuple[int, int] | None) -> Sentence | None:
    """Return which number is in both texts, or which two contradict each other."""
    if differing is not None and points < 0:
        return Sentence("the numbers differ: {one} and {other}", one=differing[0], other=differing[1])
    return Sentence("both give the number {number}", number=shared[-1]) if shared else None


def of_names(points: float, *, is_same: bool) -> Sentence:
    """Return whether a name is in both texts; which one is not said, it may be a person's."""
    if is_same:
        return Sentence("the same name in both texts")
    return Sentence("the same unusual words") if points > 0 else Sentence("different names in the texts")


def of_actors(points: float) -> Sentence:
    """Return whether both name the same people as those who did it."""
    return Sentence("the same people are said to do it") if points > 0 else Sentence("other people are said to do it")


def of_people(points: float) -> Sentence:
    """Return whether as many people are said to be at risk."""
    return Sentence("about as many people at risk") if points > 0 else Sentence("far more people at risk in one")
