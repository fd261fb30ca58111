"""Two real missions from real files, with nothing but the command line, and every count compared with the files.

    python3 tools/dev.py real-data                 in a temporary folder that goes away
    python3 tools/dev.py real-data --out DIR       keep the assessments (PDF and DOCX, English and French)
    python3 tools/dev.py real-data --keep DIR      keep the store too, to be served and looked at

The files lie in ../shared/data or where TUTELA_SHARED_DATA says. Ends with 1 when a count differs.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import real_counts as plain  # noqa: E402

QUARTER, LAST_DAY = "2018Q4", "2018-12-31"
THREATS = 8


@dataclass(frozen=True, slots=True)
class Case:
    """One mission: its code, its mandate, its files, and the options that these need."""

    code: str
    country: str
    mandate: tuple[str, str, str]
    areas: str
    bases_of: str
    events: str
    release: str

    def outlines(self, data: Path) -> list[plain.Outline]:
        """Return its areas, read the plain way."""
        path = data / "boundaries" / self.areas
        if path.suffix == ".shp":
            return plain.outlines_of_shapefile(path)
        return plain.outlines_of_geojson(path, self.country)


CASES = (
    Case(
        code="unmiss",
        country="SSD",
        mandate=("S/RES/2406 (2018)", "2018-03-15", "2019-03-15"),
        areas="south_sudan_adm2.shp",
        bases_of="UNMISS",
        events="ged_south_sudan_hxl_2011_2018.csv",
        release="22.1",
    ),
    Case(
        code="minusca",
        country="CAF",
        mandate=("S/RES/2448 (2018)", "2018-12-13", "2019-11-15"),
        areas="caf.json",
        bases_of="MINUSCA",
        events="ged_central_african_republic_1991_2018.geojson",
        release="23.1",
    ),
)
BASES = "bases/geopko_deployments_1994_2022.csv"


class Failed(Exception):
    """A command ended badly; the message holds its own words."""


class CommandLine:
    """The program as a person at a terminal has it, with a home folder of its own."""

    def __init__(self, home: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TUTELA_")}
        self._environment = {**kept, "TUTELA_HOME": str(home), "TUTELA_SECRET_KEY": "real data, looked at once"}
        self.store = home / "tutela.sqlite3"

    def run(self, *words: str) -> Any:
        """Run one command and return the JSON that it prints, None when it prints none. Raises Failed."""
        command = [sys.executable, "-m", "tutela.cli.main", *words]
        done = subprocess.run(command, env=self._environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(f"tutela {' '.join(words)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout) if "--json" in words else None


def work(case: Case, data: Path, tutela: CommandLine, out: Path) -> dict[str, Any]:
    """Do with the command line all that a mission does, and return the reports of its imports."""
    resolution, adopted, renewal = case.mandate
    tutela.run(
        "mission", "create", case.code, "--name", case.code.upper(), "--country", case.country, "--mandate", resolution,
        "--adopted", adopted, "--renewal", renewal, "--no-password",
    )  # fmt: skip
    mission = ("--mission", case.code, "--json")
    reports = {
        "areas": tutela.run("import", "areas", str(data / "boundaries" / case.areas), *mission),
        "bases": tutela.run("import", "bases", str(data / BASES), "--of", case.bases_of, *mission),
        "events": tutela.run(
            "import", "events", str(data / "events" / case.events), "--release", case.release, *mission
        ),
    }
    tutela.run("threats", "propose", "--as-of", LAST_DAY, *mission)
    waiting = tutela.run("threats", "proposals", "--most", str(THREATS), *mission)
    chosen = [one["reference"] for one in waiting]
    reason = "Raised by the real-data run, the gravest first; nobody has judged it."
    reports["raised"] = tutela.run("threats", "raise", *chosen, "--reason", reason, *mission) if chosen else []
    reports["product"] = tutela.run("product", "quarterly", "--quarter", QUARTER, "--out", str(out), *mission)
    return reports


def counts_of_store(store: Path, mission: str, years: Iterable[int]) -> plain.Counts:
    """Count the same in the program's store, with plain SQL."""
    found = plain.Counts()
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as held:
        for facts, area in held.execute(
            "SELECT revision.facts, area.name FROM incidents_incident AS incident "
            "JOIN incidents_incidentrevision AS revision ON revision.id = incident.revision_key "
            "LEFT JOIN mission_area AS area ON area.id = incident.area_id WHERE incident.mission_id = ?",
            [mission],
        ):
            _count(found, json.loads(facts), area or plain.NOWHERE)
        for year in years:
            (found.bases[year],) = held.execute(
                "SELECT count(*) FROM mission_baseperiod AS period "
                "JOIN mission_base AS base ON base.id = period.base_id "
                "WHERE base.mission_id = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)",
                [mission, f"{year}-07-01", f"{year}-07-01"],
            ).fetchone()
    return found


def _count(found: plain.Counts, facts: Mapping[str, Any], area: str) -> None:
    kind = dict(facts["coding"])["type_of_violence"]
    found.events[kind, facts["occurred"][0][:4]] += 1
    found.deaths.update({name: facts[f"deaths_{name}"] for name in ("low", "best", "high")})
    if facts["one_sided"]:
        found.civilians["killed in one-sided violence"] += facts["civilians_best"]
    else:
        found.civilians["civilians killed in fighting"] += facts["civilians_coded"]
        found.civilians["civilians and unknown killed in fighting"] += facts["civilians_best"]
    (found.areas if facts["place_precision"] <= plain.DISTRICT else found.areas_rough)[area] += 1


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison: what it is a number of, in the file and in the store."""

    what: str
    in_file: int
    in_store: int

    @property
    def holds(self) -> bool:
        """Whether the two are the same."""
        return self.in_file == self.in_store


def compared(file: plain.Counts, store: plain.Counts) -> Iterator[Line]:
    """Yield every number of either side beside that of the other."""
    for name, title in (
        ("events", "events of type {0[0]} in {0[1]}"),
        ("deaths", "deaths, {0}"),
        ("civilians", "{0}"),
        ("areas", "events in {0}"),
        ("areas_rough", "events known to the province or less, in {0}"),
        ("bases", "bases in {0}"),
    ):
        one, other = getattr(file, name), getattr(store, name)
        for key in sorted({*one, *other}):
            yield Line(title.format(key), one[key], other[key])


def left_out(report: Path) -> dict[str, set[int]]:
    """Return the rows that an import's own report says were corrected in their estimates, refused and left out."""
    import csv

    found: dict[str, set[int]] = {"corrected": set(), "refused": set(), "elsewhere": set()}
    with report.open(encoding="utf-8-sig", newline="") as stream:
        for line in csv.DictReader(stream):
            if line["verdict"] in found and (line["verdict"] != "corrected" or line["column"] in {"low", "high"}):
                found[line["verdict"]].add(int(line["row"]))
    return found


def check(case: Case, data: Path, tutela: CommandLine, reports: Mapping[str, Any]) -> list[Line]:
    """Compare the files with the store and with the report; return every line."""
    rows = plain.event_rows(data / "events" / case.events)
    first = 3 if case.events.endswith(".csv") else 1
    told = left_out(Path(reports["events"]["file"]))
    missing = told["refused"] | told["elsewhere"]
    taken = [row for number, row in enumerate(rows, start=first) if number not in missing]
    outlines = case.outlines(data)
    wrongly = [
        number
        for number, row in enumerate(rows, start=first)
        if number in told["elsewhere"]
        and any(area.holds(float(row["latitude"]), float(row["longitude"])) for area in outlines)
    ]
    file = plain.counts_of_file(taken, outlines)
    file.bases = plain.bases_by_year(data / BASES, case.bases_of)
    store = counts_of_store(tutela.store, case.code, file.bases)
    events = reports["events"]
    return [
        Line("rows read", len(rows), events["rows"]),
        Line("rows taken as incidents", len(taken), events["new"]),
        Line("rows in one of the counts", len(rows), sum(events[one] for one in ("new", "refused", "elsewhere"))),
        Line("rows left out that lie in an area", 0, len(wrongly)),
        Line("rows with estimates put in order", len(set(plain.out_of_order(rows))), len(told["corrected"])),
        Line("areas", len(outlines) + len({area.above for area in outlines if area.above}), reports["areas"]["new"]),
        *compared(file, store),
    ]


def show(case: Case, lines: Sequence[Line], reports: Mapping[str, Any]) -> None:
    """Print the table of a mission, differences first, areas summed up when they agree."""
    print(f"\n{case.code}: {case.events}, release {case.release}")
    events = reports["events"]
    print(
        f"  {events['rows']} rows: {events['new']} incidents, {events['corrected']} corrected, "
        f"{events['refused']} refused, {events['elsewhere']} outside; {len(reports['raised'])} threats raised"
    )
    told = left_out(Path(events["file"]))
    print(f"  rows with estimates put in order: {', '.join(str(row) for row in sorted(told['corrected'])) or 'none'}")
    width = max(len(line.what) for line in lines)
    print(f"  {'':{width}}  {'in the file':>12}  {'in the store':>12}")
    for line in sorted(lines, key=lambda one: one.holds):
        print(f"  {line.what:{width}}  {line.in_file:>12}  {line.in_store:>12}  {'' if line.holds else 'DIFFERS'}")
    print(f"  {sum(line.holds for line in lines)} of {len(lines)} counts agree")
    for file in reports["product"]["files"]:
        print(f"  {file}")


def run(data: Path, home: Path, out: Path) -> int:
    """Do both missions in a home folder and return how many counts differ."""
    tutela = CommandLine(home)
    differing: Counter[str] = Counter()
    for case in CASES:
        reports = work(case, data, tutela, out)
        lines = check(case, data, tutela, reports)
        show(case, lines, reports)
        differing[case.code] = sum(not line.holds for line in lines)
    chains = tutela.run("ledger", "verify", "--json")
    print("\n" + "\n".join(f"ledger of {one['mission']}: {one['entries']} entries, {one['head']}" for one in chains))
    tutela.run("check", "--json")
    return sum(differing.values())


def main(arguments: Sequence[str]) -> int:
    """Run with the arguments of the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="real-data", description="Two real missions from real files.")
    parser.add_argument("--out", type=Path, help="keep the assessments in this folder")
    parser.add_argument("--keep", type=Path, help="keep the store in this folder, which must be new")
    parser.add_argument("--data", type=Path, default=None, help="folder of the real data")
    asked = parser.parse_args(arguments)
    data = asked.data or Path(os.environ.get("TUTELA_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not (data / "events").is_dir():
        print(f"NO REAL DATA: there is no folder `events` in {data}; set TUTELA_SHARED_DATA.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="tutela-real-") as folder:
        home, out = asked.keep or Path(folder) / "home", asked.out or Path(folder) / "out"
        home.mkdir(parents=True)
        out.mkdir(parents=True, exist_ok=True)
        try:
            differing = run(data, home, out)
        except Failed as reason:
            print(reason, file=sys.stderr)
            return 1
    if asked.keep:
        print(f"\nLook at it: TUTELA_HOME={asked.keep} tutela serve")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
