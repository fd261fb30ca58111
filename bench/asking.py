"""What the benchmark asks for: addresses of pages with filters drawn at random from what the mission holds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

from bench.million import ACTS, COLUMNS, DISTRICTS, PROVINCE_HEIGHT, PROVINCE_WIDTH, ROWS, SOUTH, WEST, name_for

Addresses = Callable[[random.Random], str]
Asked = dict[str, object]

HEADQUARTERS, FIELD_OFFICE = "poc-adviser", "head-of-field-office"
EAST, NORTH = WEST + COLUMNS * PROVINCE_WIDTH, SOUTH + ROWS * PROVINCE_HEIGHT


def scenarios() -> Iterator[tuple[str, str, Addresses]]:
    """Yield the post that asks, the page's name, and how its addresses are made."""
    for name, addresses in (*_lists(), *_maps(), *_others()):
        yield HEADQUARTERS, name, addresses
    yield FIELD_OFFICE, "Incidents, field office", _list(lambda chance: {})
    yield FIELD_OFFICE, "Incidents, field office, by act", _list(_act)
    yield FIELD_OFFICE, "Map data, field office, all months", _map(_everywhere, _always)
    yield FIELD_OFFICE, "Home, field office", _page("home")


def _page(name: str, *arguments: object) -> Addresses:
    from django.urls import reverse

    return lambda _chance: reverse(name, args=arguments)


def _list(*parts: Callable[[random.Random], Asked]) -> Addresses:
    from django.urls import reverse

    def address(chance: random.Random) -> str:
        asked = {name: value for part in parts for name, value in part(chance).items()}
        return f"{reverse('incidents:list')}?{urlencode(asked)}"

    return address


def _act(chance: random.Random) -> Asked:
    return {"act": chance.choice(list(ACTS))}


def _actor(chance: random.Random) -> Asked:
    return {"actor": chance.randint(1, 60)}


def _area(chance: random.Random) -> Asked:
    code = f"MI{chance.randrange(COLUMNS * ROWS):02d}"
    return {"area": code if chance.random() < 0.3 else f"{code}{chance.randrange(DISTRICTS):02d}"}


def _days(chance: random.Random) -> Asked:
    last = date.today() - timedelta(days=chance.randrange(15 * 365))  # noqa: DTZ011  # any day will do
    first = last - timedelta(days=chance.choice((1, 7, 30, 90, 365, 1800)))
    return {"on_from": first.isoformat(), "on_to": last.isoformat()}


def _near(_chance: random.Random) -> Asked:
    return {"near": 1}


def _civilians(chance: random.Random) -> Asked:
    return {"civilians": chance.choice((1, 5, 20, 40, 50))}


def _text(chance: random.Random) -> Asked:
    words = (
        f"{name_for(1000 + chance.randrange(3000))}",
        f"{name_for(chance.randrange(60))}",
        f"{name_for(300 + chance.randrange(70))}",
        f"I-{chance.randrange(1, 1_000_000):06d}",
        f"nothing {chance.randrange(999)}",
    )
    return {"q": chance.choice(words)}


def _deep(chance: random.Random) -> Asked:
    """Return a place far down the list, as the links between pages write it."""
    from tutela.web.components.cursors import Cursor, write_cursor

    day = date.today() - timedelta(days=chance.randrange(15 * 365))  # noqa: DTZ011
    return {chance.choice(("after", "before")): write_cursor(Cursor(day, chance.randrange(1 << 40, (1 << 40) + 10**6)))}


def _lists() -> Iterator[tuple[str, Addresses]]:
    yield "Incidents, newest", _list(lambda chance: {"size": chance.choice((25, 50, 100))})
    yield "Incidents, oldest first", _list(lambda chance: {"sort": "occurred_from"})
    yield "Incidents, deep page", _list(_deep)
    yield "Incidents, by act", _list(_act)
    yield "Incidents, by act, deep page", _list(_act, _deep)
    yield "Incidents, by actor", _list(_actor)
    yield "Incidents, by area", _list(_area)
    yield "Incidents, by days", _list(_days)
    yield "Incidents, near a base", _list(_near)
    yield "Incidents, near a base, by days", _list(_near, _days)
    yield "Incidents, by civilians killed", _list(_civilians)
    yield "Incidents, by act, area and days", _list(_act, _area, _days)
    yield "Incidents, by actor, near a base", _list(_actor, _near)
    yield "Incidents, by actor, area and civilians killed", _list(_actor, _area, _civilians)
    yield "Incidents, text", _list(_text)
    yield "Incidents, text and days", _list(_text, _days)


def _map(
    box: Callable[[random.Random], Asked],
    span: Callable[[random.Random], Asked],
    *more: Callable[[random.Random], Asked],
) -> Addresses:
    from django.urls import reverse

    def address(chance: random.Random) -> str:
        asked = {name: value for part in (box, span, *more) for name, value in part(chance).items()}
        return f"{reverse('map:data')}?{urlencode(asked)}"

    return address


def _box(width: float, zoom: float) -> Callable[[random.Random], Asked]:
    def part(chance: random.Random) -> Asked:
        west, south = chance.uniform(WEST, EAST - width / 2), chance.uniform(SOUTH, NORTH - width / 3)
        return {"bbox": f"{west:.4f},{south:.4f},{west + width:.4f},{south + width * 0.7:.4f}", "zoom": zoom}

    return part


def _everywhere(chance: random.Random) -> Asked:
    edge = chance.uniform(0, 1)
    return {"bbox": f"{WEST - edge:.4f},{SOUTH - edge:.4f},{EAST + edge:.4f},{NORTH + edge:.4f}", "zoom": 5.5}


def _always(_chance: random.Random) -> Asked:
    return {"from": f"{date.today().year - 15}-01", "to": f"{date.today().year}-12"}  # noqa: DTZ011


def _months(count: int) -> Callable[[random.Random], Asked]:
    def part(chance: random.Random) -> Asked:
        start = (date.today().year - 14) * 12 + chance.randrange(13 * 12)  # noqa: DTZ011
        end = start + count - 1
        return {
            "from": f"{start // 12}-{start % 12 + 1:02d}",
            "to": f"{end // 12}-{end % 12 + 1:02d}",
        }

    return part


def _maps() -> Iterator[tuple[str, Addresses]]:
    yield "Map page", _page("map:map")
    yield "Map data, country, all months", _map(_everywhere, _always)
    yield "Map data, country, a year", _map(_everywhere, _months(12))
    yield "Map data, country, a month", _map(_everywhere, _months(1))
    yield "Map data, country, all months, by act", _map(_everywhere, _always, _act)
    yield "Map data, country, all months, by actor", _map(_everywhere, _always, _actor)
    yield "Map data, country, all months, by area", _map(_everywhere, _always, _area)
    yield "Map data, country, all months, by civilians killed", _map(_everywhere, _always, _civilians)
    yield "Map data, country, all months, near a base", _map(_everywhere, _always, _near)
    yield "Map data, country, all months, text", _map(_everywhere, _always, _text)
    yield "Map data, province, all months", _map(_box(4, 7), _always)
    yield "Map data, province, three years, by act", _map(_box(4, 7), _months(36), _act)
    yield "Map data, district, all months", _map(_box(1.2, 8.5), _always)
    yield "Map data, district, a year", _map(_box(1.2, 8.5), _months(12))
    yield "Map data, district, all months, by actor", _map(_box(1.2, 8.5), _always, _actor)
    yield "Map data, town, all months", _map(_box(0.3, 10.5), _always)
    yield "Map data, town, a month", _map(_box(0.3, 10.5), _months(1))
    yield "Map areas", _page("map:areas")
    yield "Map bases", _page("map:bases")


def _others() -> Iterator[tuple[str, Addresses]]:
    from django.urls import NoReverseMatch, reverse

    yield "Home", _page("home")
    yield "An incident", lambda chance: reverse("incidents:incident", args=[f"I-{chance.randrange(1, 10**6):06d}"])
    for name in ("threats:board", "threats:proposals", "timeline:ledger", "products:list", "mission:overview"):
        try:
            yield f"Page {name}", _page(name)
            reverse(name)
        except NoReverseMatch:
            continue
