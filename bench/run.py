"""Runs the benchmarks and writes their figures into docs/benchmarks.md.

    python3 tools/dev.py bench              all of them
    python3 tools/dev.py bench ledger       one of them

A benchmark is a module of this folder with `def run() -> list[Figure]`; the first line of its text is its heading.
Figures are ratios measured side by side in one run, because the same machine is never the same twice.
"""

from __future__ import annotations

import os
import pkgutil
import platform
import re
import sqlite3
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

import bench
from bench.figures import Figure, table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def benchmarks() -> dict[str, ModuleType]:
    """Return the modules of this folder that measure something, by name."""
    names = [found.name for found in pkgutil.iter_modules(bench.__path__) if found.name != "run"]
    modules = {name: import_module(f"bench.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "run") and name != "store"}


def machine() -> str:
    """Return what the figures depend on, without naming the machine."""
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}{load}"
    )


def section(name: str, heading: str, figures: Sequence[Figure], conditions: str) -> str:
    """Return one benchmark's part of the page, between its markers."""
    return f"<!-- {name}: begin -->\n## {heading}\n\n{conditions}.\n\n{table(figures)}\n<!-- {name}: end -->"


def placed(page: str, name: str, text: str) -> str:
    """Return the page with one part replaced, or added at the end when it is new."""
    marked = re.compile(rf"<!-- {name}: begin -->.*?<!-- {name}: end -->", re.DOTALL)
    if marked.search(page):
        return marked.sub(lambda _found: text, page)
    return f"{page.rstrip()}\n\n{text}\n"


def measure(name: str, module: ModuleType) -> list[Figure]:
    """Run one benchmark, write its part of the page, and return its figures."""
    work: Callable[[], list[Figure]] = module.run
    figures = work()
    heading = str(module.__doc__).splitlines()[0].rstrip(".")
    text = section(name, heading, figures, machine())
    PAGE.write_text(placed(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")
    return figures


def main(arguments: Sequence[str]) -> int:
    """Run the named benchmarks, or all; return 1 when a demand did not hold, 2 for an unknown name."""
    known = benchmarks()
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are: {', '.join(known)}.", file=sys.stderr)  # noqa: T201
        return 2
    missed = 0
    for name in arguments or known:
        figures = measure(name, known[name])
        print(f"{name}\n{table(figures)}\n", flush=True)  # noqa: T201
        missed += sum(1 for figure in figures if figure.holds is False)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
