"""How much a door takes: sizes in bytes, and how many. One place, so that pages can print them."""

from __future__ import annotations

MEGABYTE = 1_000_000

LARGEST_FILE = 10 * MEGABYTE
MOST_FILES = 5
# A report with all its files and what is wrapped around them.
LARGEST_REPORT = MOST_FILES * LARGEST_FILE + MEGABYTE
# What OpenRosa clients are told to send in one go; they split what is larger (a report may come in several).
LARGEST_SUBMISSION = LARGEST_FILE + MEGABYTE
# The words of a submission, without its files.
LARGEST_XML = MEGABYTE // 2
DEEPEST_XML = 32
MOST_ELEMENTS = 2_000
LARGEST_SMS = 64_000
LARGEST_MAIL = 35 * MEGABYTE
LARGEST_TABLE = 5 * MEGABYTE
MOST_ROWS = 5_000
# Pixels of a picture that are held in memory; a larger JPEG is read at a fraction of its size.
MOST_PIXELS = 24_000_000
