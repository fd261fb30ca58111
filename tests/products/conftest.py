"""What the tests of the product's formats share: the fonts of documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(scope="session")
def fonts() -> Path:
    """Return the folder of document fonts, which `python3 tools/dev.py assets` fills."""
    folder = Path(settings.FONT_DIR)
    if not any(folder.glob("*.ttf")):
        pytest.fail("No document fonts; run `python3 tools/dev.py assets`.")
    return folder
