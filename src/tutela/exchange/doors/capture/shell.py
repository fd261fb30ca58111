"""The shell: the page and every file that it needs, named with their digests, so that a telephone keeps them whole.

The digest of all is the version. A telephone that finds another takes each file over only when its bytes are those that
the list promises, and goes on with the old version until it has all of the new one.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from tutela.exchange.doors.capture.texts import texts_by_language
from tutela.exchange.doors.phone.answers import CONCERNS, DAYS
from tutela.exchange.doors.phone.words import ROUTES
from tutela.know.alerts.rules.report import Timing

SCRIPT = "doors/capture/worker.js"
OUTBOX = "doors/capture/outbox.js"
FILES = (
    "components/fonts.css",
    "components/icon.svg",
    "components/tokens.css",
    "doors/capture/asking.mjs",
    "doors/capture/capture.css",
    "doors/capture/capture.mjs",
    "doors/capture/files.mjs",
    "doors/capture/icon-192.png",
    "doors/capture/listing.mjs",
    "doors/capture/memory.mjs",
    "doors/capture/sealing.mjs",
    "doors/capture/telling.mjs",
    "doors/combobox.mjs",
    "doors/placing.mjs",
    "doors/routing.mjs",
    OUTBOX,
    "vendor/fonts/ibm-plex-sans-latin-wght-normal.woff2",
    "vendor/icons.svg",
)
TOLD_MINUTES = (0, 15, 30, 60, 120, 180, 360, 720, 1440, 2880)
"""How long ago, in minutes, somebody in the field may say that they were told."""


def page_html() -> str:
    """Return the page. It is the same for everybody and holds nothing of anybody: it lies on telephones."""
    with translation.override("en"):
        return render_to_string("doors/capture/page.html", _context())


def _context() -> dict[str, Any]:
    texts = texts_by_language()
    return {
        "texts": texts["en"],
        "setup": {"texts": texts, "addresses": addresses(), "told_minutes": TOLD_MINUTES, "concerns": ROUTES},
        "timings": list(Timing),
        "days": ("", *DAYS),
        "concerns": CONCERNS,
        "is_exercise": bool(getattr(settings, "TUTELA_DEMO", False)),
    }


def addresses() -> dict[str, str]:
    """Return every address that the page and its worker ask."""
    names = ("ready", "facts", "send", "receipts", "worker")
    found = {name: reverse(f"doors:capture_{name}") for name in names}
    page = reverse("doors:capture")
    return {
        **found,
        "page": page,
        "sign_in": f"{reverse(settings.LOGIN_URL)}?next={page}",
        "sign_out": reverse("account_logout"),
        "call": reverse("doors:phone"),
    }


def shell() -> dict[str, Any]:
    """Return what the worker keeps: the version, and address and digest of each file of it."""
    page = page_html().encode()
    files = [[addresses()["page"], _integrity(hashlib.sha256(page).digest())]]
    files += [[static(name), _integrity(_digest_of(name))] for name in FILES]
    listed = json.dumps(files).encode() + _content(SCRIPT)
    return {"version": hashlib.sha256(listed).hexdigest()[:16], "files": files, "addresses": addresses()}


def worker_script() -> str:
    """Return the worker: what to keep and where to ask, then the outbox that page and worker share, then itself."""
    told = json.dumps(shell(), separators=(",", ":"))
    return f"self.tutelaShell = {told};\n{_content(OUTBOX).decode()}\n{_content(SCRIPT).decode()}"


def _integrity(digest: bytes) -> str:
    """Return a digest as browsers check it (W3C Subresource Integrity)."""
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _content(name: str) -> bytes:
    return _path(name).read_bytes()


def _path(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)


def _digest_of(name: str) -> bytes:
    path = _path(name)
    seen = path.stat()
    return _digest(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=128)
def _digest(path: Path, _changed: int, _size: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
