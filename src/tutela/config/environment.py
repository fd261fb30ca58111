"""What the surroundings say: environment variables read once, by name and kind, with their defaults.

Every variable is listed in docs/settings.md; a test compares the two.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tutela.kernel.key_files import GivenKeys, KeyFile
from tutela.kernel.sealing import KeySource

VARIABLES: dict[str, str] = {
    "TUTELA_HOME": "Folder of the embedded database and of the files that the mission keeps.",
    "TUTELA_DATABASE_URL": "PostgreSQL address; without it the embedded SQLite database is used.",
    "TUTELA_SECRET_KEY": "Key that signs sessions; without it one is made and kept in the home folder.",
    "TUTELA_DEBUG": "1 shows faults in the browser. Never on a mission's network.",
    "TUTELA_DEMO": "1 marks an exercise: one-click sign-in as any post of an exercise mission.",
    "TUTELA_ALLOWED_HOSTS": "Names under which the server answers, parted by commas.",
    "TUTELA_BEHIND_TLS": "1 when the server stands behind TLS: cookies travel only encrypted.",
    "TUTELA_POST": "Short name of the post in which commands on the command line act.",
    "TUTELA_MISSION": "Code of the mission in which commands on the command line act.",
    "TUTELA_SHARED_DATA": "Folder of real data for tests and benchmarks.",
    "TUTELA_VAULT_KEYS": "Keys of the vault, NAME:KEY parted by commas or lines; the first seals what is new.",
    "TUTELA_VAULT_KEY_FILE": "File of the vault's keys; without it one is made and kept in the home folder.",
    "TUTELA_SQLITE_SYNCHRONOUS": "SQLite's synchronous mode: FULL (default) outlives a power cut, NORMAL is faster.",
    "TUTELA_MAIL_HOST": "Mail server that takes what the software sends; without it mail waits.",
    "TUTELA_MAIL_PORT": "Port of the mail server.",
    "TUTELA_MAIL_USER": "Name with which the software signs in at the mail server.",
    "TUTELA_MAIL_PASSWORD": "Password for it.",
    "TUTELA_MAIL_SECURITY": "starttls, tls, or none for a server on the same machine.",
    "TUTELA_MAIL_FROM": "Address that mail comes from.",
    "TUTELA_MAIL_DOMAINS": "Domains to which mail may go, parted by commas; without it any.",
    "TUTELA_SMS_URL": "Address of the gateway that takes text messages; without it they wait.",
    "TUTELA_SMS_TOKEN": "Token with which the software signs in at the gateway.",
    "TUTELA_SMS_SHAPE": "generic or rapidpro: what the gateway is handed.",
}


def text(name: str, default: str = "") -> str:
    """Return a variable as text. Raises KeyError for a name that is not listed."""
    if name not in VARIABLES:
        raise KeyError(name)
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    """Return whether a variable is set to 1, true, yes or on."""
    return text(name).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str) -> list[str]:
    """Return a variable's comma-parted words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """Return a variable that is one of some words, the first when it is not set. Raises ValueError for another."""
    chosen = (text(name) or choices[0]).strip().lower()
    if chosen not in choices:
        raise ValueError(f"{name} is one of: {', '.join(choices)}.")
    return chosen


def port(name: str, default: int) -> int:
    """Return a variable that is a port. Raises ValueError for what is none."""
    given = text(name).strip() or str(default)
    if not (given.isdigit() and 0 < int(given) < 65536):
        raise ValueError(f"{name} is a number from 1 to 65535.")
    return int(given)


def home() -> Path:
    """Return the home folder, made when it is not there."""
    folder = Path(text("TUTELA_HOME") or "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """Return the signing key: from the environment, or from a file in the home folder that is made once."""
    given = text("TUTELA_SECRET_KEY")
    if given:
        return given
    kept = folder / "secret.key"
    if not kept.exists():
        _keep_new_key(kept)
    return kept.read_text(encoding="ascii").strip()


def _keep_new_key(kept: Path) -> None:
    """Write a new key whole, or leave the one that another process was quicker to write."""
    made = kept.with_name(f"{kept.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(made, kept)
    except FileExistsError:
        pass
    except OSError:  # A file system without links: the last one to come wins, before anything was signed.
        made.replace(kept)
    made.unlink(missing_ok=True)


def vault_keys(folder: Path) -> KeySource:
    """Return where the vault's keys come from: the environment, the file named there, or one in the home folder.

    Only the file in the home folder is made, when it is first needed: one that was named and is not there is an error.
    """
    given = text("TUTELA_VAULT_KEYS")
    if given.strip():
        return GivenKeys(given.replace(",", "\n"))
    named = text("TUTELA_VAULT_KEY_FILE").strip()
    return KeyFile(Path(named).resolve()) if named else KeyFile(folder / "vault.keys", is_made=True)


def database(folder: Path) -> dict[str, Any]:
    """Return the settings of the store: PostgreSQL by address, else SQLite in the home folder.

    IMMEDIATE: a writer takes its place at the start instead of failing in the middle.
    """
    address = text("TUTELA_DATABASE_URL")
    if address:
        return _postgresql(address)
    synchronous = text("TUTELA_SQLITE_SYNCHRONOUS", "FULL").upper()
    if synchronous not in {"FULL", "NORMAL"}:
        raise ValueError("TUTELA_SQLITE_SYNCHRONOUS is FULL or NORMAL.")
    pragmas = (
        f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA mmap_size=134217728; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=ON;"
    )
    return {
        "ENGINE": "tutela.ledger.stores.sqlite3",
        "NAME": str(folder / "tutela.sqlite3"),
        # To open the file and set it up costs more than most requests ask of it.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60, "init_command": pragmas},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "tutela.ledger.stores.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # A database that was restarted costs nobody a request.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }
