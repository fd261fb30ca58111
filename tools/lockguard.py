"""Fails if a tracked file says where packages are fetched from, or is minified.

A lock file that names a host works only where that host does, and a host in it can be turned against everyone
who installs. The files here pin contents by hash and leave the place to the machine. Minified files cannot be
reviewed. Standard library only. Run it through `python3 tools/dev.py guard`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK_NAMES = re.compile(
    r"(^|/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|.*\.lock|.*lock\.toml)$"
)
SETTING_NAMES = re.compile(r"(^|/)(\.npmrc|\.yarnrc|pip\.conf|pip\.ini|uv\.toml|pyproject\.toml|\.pypirc|[^/]*\.cfg)$")
REQUIREMENT_NAMES = re.compile(r"(^|/)requirements[^/]*(/[^/]+)?\.(txt|in)$")
MINIFIED_NAMES = re.compile(r"\.min\.(js|mjs|css)$")
# Long lines of code without spaces around them are what a minifier leaves behind.
LONGEST_CODE_LINE = 2000
CODE_SUFFIXES = (".js", ".mjs", ".css")

# Words are put together here so that this file does not hold what it looks for.
_DASHES = "-" * 2
ANYWHERE = {
    "an index option": re.compile(rf"{_DASHES}(extra-)?index-url\b|{_DASHES}find-links\b|{_DASHES}trusted-host\b"),
    "a package-registry host": re.compile(
        r"(?i)\b("
        + "|".join(("py" + "pi", "files.python" + "hosted", "registry.npm" + "js", "registry.yarn" + "pkg"))
        + r")\.(org|com|io)\b"
    ),
}
IN_LOCKS = {
    "a `file:` address": re.compile(r"\bfile:"),
    "a download address": re.compile(r"(?i)https?://\S+\.(whl|tgz|zip|tar\.gz)\b|^\s*[\w.-]+\s*@\s*\S+://|git\+"),
    "a `resolved` or `registry` key": re.compile(r"""["']?\b(resolved|registry)\b["']?\s*[:=]"""),
    "an index option": re.compile(r"^\s*(-i|-f)\s"),
}
IN_SETTINGS = {
    "an index option": re.compile(r"(?m)^\s*(extra[-_])?index([-_]url)?\s*=|^\s*find[-_]links\s*=|^\s*registry\s*="),
    "an index table": re.compile(r"^\s*\[\[tool\.(uv\.index|poetry\.source|pdm\.source)\]\]"),
}


@dataclass(frozen=True)
class Fault:
    """A line that must not be there."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        """Return the fault as `path:line: what`."""
        return f"{self.path}:{self.line}: {self.what}"


def tracked_files(root: Path) -> list[str]:
    """Return the paths that git tracks or would track, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for path in listed.stdout.split("\0") if path and (root / path).is_file()]


def rules_for(path: str) -> dict[str, list[re.Pattern[str]]]:
    """Return what may not stand in a file, by name of the fault."""
    groups = [ANYWHERE]
    if LOCK_NAMES.search(path) or REQUIREMENT_NAMES.search(path):
        groups.append(IN_LOCKS)
    if SETTING_NAMES.search(path):
        groups.append(IN_SETTINGS)
    rules: dict[str, list[re.Pattern[str]]] = {}
    for group in groups:
        for what, pattern in group.items():
            rules.setdefault(what, []).append(pattern)
    return rules


def faults_in(path: str, text: str) -> Iterator[Fault]:
    """Yield each fault of one file, with its line number counted from 1."""
    if MINIFIED_NAMES.search(path):
        yield Fault(path, 1, "a minified file")
    rules = rules_for(path)
    for number, line in enumerate(text.splitlines(), start=1):
        for what, patterns in rules.items():
            if any(pattern.search(line) for pattern in patterns):
                yield Fault(path, number, what)
        if path.endswith(CODE_SUFFIXES) and len(line) > LONGEST_CODE_LINE:
            yield Fault(path, number, "a minified file")


def faults_of(root: Path, paths: Iterable[str]) -> Iterator[Fault]:
    """Yield the faults of many files; a file that is no text has none but its name."""
    for path in paths:
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            text = ""
        yield from faults_in(path, text)


def main() -> int:
    """Print every fault and return 1 if there is one."""
    paths = tracked_files(ROOT)
    faults = list(faults_of(ROOT, paths))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(paths)} files checked, {len(faults)} faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
