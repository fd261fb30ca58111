"""Where Chromium is and how it is started for tests and screenshots: quiet, alone, able to draw maps."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = [
    # Nothing but the page under test may use the network.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    # Maps need WebGL, which a machine without a graphics card draws in software.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium refuses to build its sandbox as root, which is how containers run it.
    ARGUMENTS.append("--no-sandbox")


def executable() -> str | None:
    """Return the path of Chromium: the variable CHROMIUM, or the first known name on the PATH."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)
