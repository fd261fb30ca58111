"""What can be said about a row of a file: mended, to be looked at, or refused; in sentences that never vary.

The sentences are constants (the values that vary stand beside them), so that they can be counted and
translated.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

LONGEST_VALUE = 60


class Why(StrEnum):
    """Why a value was changed on the way in."""

    SOURCES_NOT_CODED = "-1 means that the number of sources was not coded, so it is unknown."
    LOW_ABOVE_BEST = "The low estimate stood above the best estimate; the best estimate stands."
    HIGH_BELOW_BEST = "The high estimate stood below the best estimate; the best estimate stands."
    DATES_EXCHANGED = "The end came before the start; the two dates were exchanged."
    YEAR_FROM_DATES = "The year column disagrees with the dates; the dates stand."
    DECIMAL_COMMA = "A decimal comma was read as a decimal point."
    SIDE_BLANK = "A blank number of deaths on one side was read as none, as the total is given."
    REPEAT_MERGED = "Several source maps of one year list this place; they were merged into one base-year."
    COORDINATES_OF_LAST = "The repeats give different coordinates; those of the last row stand."
    OUTLINE_MENDED = "The outline crossed itself and was made valid."
    CUT_AT_ANTIMERIDIAN = "The outline crosses the 180th meridian; it was cut there."
    ALIAS_UNREADABLE = "The alternative name holds characters that were damaged before; it was left out."
    CODE_GENERATED = "The file has no code for this area; a stable one was made from its name."


class Look(StrEnum):
    """Why a row that is kept as it came should be looked at."""

    SIDES_DO_NOT_ADD_UP = "The deaths on the sides do not add up to the best estimate."
    GRID_CELL_DISAGREES = "The grid cell that the source names does not hold these coordinates."
    ENCODING_GUESSED = "The names were not in UTF-8 and the file does not say what they are; read as Windows-1252."
    PROJECTION_ASSUMED = "The file names no coordinate system; its numbers fit latitude and longitude (WGS 84)."


class Reason(StrEnum):
    """Why a row was refused."""

    CELL_COUNT = "The row does not have as many cells as the header."
    UNREADABLE_ROW = "The row cannot be split into cells: a quotation mark is opened and not closed."
    NO_KEY = "The row has no event number."
    NO_ACTOR = "The row names no actor."
    NOT_A_DATE = "This is not a date that can be read."
    AMBIGUOUS_DATE = "The day and the month cannot be told apart."
    NOT_A_NUMBER = "This is not a whole number."
    TOO_LARGE = "The figure is larger than any that can be stored."
    KEY_TOO_LONG = "The event number has more than 60 characters."
    NEGATIVE = "A number of people cannot be negative."
    NOT_A_COORDINATE = "This is not a coordinate in degrees."
    OFF_THE_GLOBE = "This coordinate is not on the globe."
    EXCHANGED = "Latitude and longitude seem to be exchanged: the grid cell of the row fits them the other way round."
    TWO_PLACES = "The coordinates in the properties and in the geometry disagree."
    UNKNOWN_CODE = "The source's codebook has no such code."
    UNREADABLE_TEXT = "The text holds characters that cannot be stored."
    NOT_A_FEATURE = "This is not a GeoJSON feature with properties."
    NO_PLACE_NAME = "The row names no place."
    NO_OUTLINE = "The area has no outline."
    NOT_AN_AREA = "The geometry is not a polygon."
    BAD_OUTLINE = "The outline cannot be read as an area."
    DOUBLED_CODE = "Another area of the file has the same code."
    DOUBLED_NAME = "Another area without a code has the same name and the same parent."


REMEDIES = {
    Reason.CELL_COUNT: "Look for a stray separator or quotation mark in this row.",
    Reason.UNREADABLE_ROW: "Close or double the quotation mark, then import the file again.",
    Reason.NO_KEY: "Fill in the event number as the source gave it.",
    Reason.NO_ACTOR: "Fill in the actor, or take the row from the source again.",
    Reason.NOT_A_DATE: "Write the date as year-month-day, like 2014-04-13.",
    Reason.AMBIGUOUS_DATE: "Write the date as year-month-day, like 2014-04-13.",
    Reason.NOT_A_NUMBER: "Write a whole number in figures.",
    Reason.TOO_LARGE: "Write the figure as the source gave it.",
    Reason.KEY_TOO_LONG: "Fill in the event number as the source gave it.",
    Reason.NEGATIVE: "Write the number as the source gave it, or leave the row out.",
    Reason.NOT_A_COORDINATE: "Write decimal degrees with a point, like 4.85.",
    Reason.OFF_THE_GLOBE: "Latitude goes from -90 to 90, longitude from -180 to 180; are they exchanged?",
    Reason.EXCHANGED: "Exchange the two values in the file if that is so, then import the file again.",
    Reason.TWO_PLACES: "Correct one of the two, then import the file again.",
    Reason.UNKNOWN_CODE: "Check the code against the source's codebook.",
    Reason.UNREADABLE_TEXT: "Take the row from the source again, or type the text anew.",
    Reason.NOT_A_FEATURE: "Export the file again as a GeoJSON feature collection.",
    Reason.NO_PLACE_NAME: "Fill in the name, or say which column holds it.",
    Reason.NO_OUTLINE: "Take the boundary from the source again, or leave the row out.",
    Reason.NOT_AN_AREA: "Give areas as polygons; points and lines cannot hold an incident.",
    Reason.BAD_OUTLINE: "Mend the outline in a mapping program, or take it from the source again.",
    Reason.DOUBLED_CODE: "Give each area its own code, or say which column holds the code.",
    Reason.DOUBLED_NAME: "Give the two areas codes, or say which column holds their parent.",
}


class Correction(NamedTuple):
    """A value that was changed on the way in: column of the source, text before and after, and why."""

    column: str
    was: str
    now: str
    why: Why


class Remark(NamedTuple):
    """A value kept as it came that somebody should look at."""

    column: str
    value: str
    look: Look


class RowRefusal(NamedTuple):
    """A row that was not taken: number in the file (the header is row 1), column, value, reason, remedy.

    `value` is cut after 60 characters. `also` holds what else is wrong with the same row.
    """

    row_number: int
    column: str
    value: str
    reason: Reason
    remedy: str
    also: tuple[RowRefusal, ...] = ()


class Problem(NamedTuple):
    """What is wrong with one cell of a row, before the row's number is known."""

    column: str
    value: str
    reason: Reason


def refuse(row_number: int, *problems: Problem) -> RowRefusal:
    """Return one refusal for a row from its problems; the first leads, the others follow in `also`."""
    first, *others = (
        RowRefusal(row_number, column, value[:LONGEST_VALUE], reason, REMEDIES[reason])
        for column, value, reason in problems
    )
    return first._replace(also=tuple(others)) if others else first
