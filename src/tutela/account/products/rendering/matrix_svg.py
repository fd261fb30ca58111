"""The risk matrix as SVG: likelihood across, impact up, each threat by its reference in its field."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tutela.account.products.rules.threats import Threat
from tutela.web.components.documents.drawing import FAMILY, INK, SHADE, TEXT, attribute, content

CELL_WIDTH = 104.0
CELL_HEIGHT = 54.0
LEFT = 58.0
TOP = 8.0
PER_LINE = 3
MOST_LINES = 3
FILLS = ("#ffffff", "#eef2f6", "#d5dee8", "#b3c3d4", "#8da4bc")


def scored(threats: Iterable[Threat]) -> tuple[Threat, ...]:
    """Return the threats that have both scores and so a place in the matrix."""
    return tuple(t for t in threats if t.likelihood.value is not None and t.impact.value is not None)


def matrix_svg(threats: tuple[Threat, ...]) -> str:
    """Draw the matrix of the threats' scores; prioritised threats are bold. Needs at least one scored threat."""
    across = max(threat.likelihood.maximum for threat in threats)
    up = max(threat.impact.maximum for threat in threats)
    parts = [_field(column, row, across, up) for row in range(1, up + 1) for column in range(1, across + 1)]
    fields: dict[tuple[int, int], list[Threat]] = {}
    for threat in threats:
        fields.setdefault((threat.likelihood.value or 1, threat.impact.value or 1), []).append(threat)
    for (column, row), inside in sorted(fields.items()):
        parts += _references(inside, column, up - row)
    parts += _axes(across, up)
    width, height = LEFT + across * CELL_WIDTH + 8, TOP + up * CELL_HEIGHT + 44
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
    size = f'width="{width:.0f}" height="{height:.0f}">'
    return head + size + '<rect width="100%" height="100%" fill="#ffffff"/>' + "".join(parts) + "</svg>"


def _field(column: int, row: int, across: int, up: int) -> str:
    """Return one field, darker with the product of its two steps; the mission's own bands are in the table."""
    step = min(4, int(5 * column * row / (across * up)))
    x, y = LEFT + (column - 1) * CELL_WIDTH, TOP + (up - row) * CELL_HEIGHT
    return (
        f'<rect x="{x}" y="{y}" width="{CELL_WIDTH}" height="{CELL_HEIGHT}" fill="{FILLS[step]}"'
        f' stroke="{SHADE}" stroke-width="0.6"/>'
    )


def _references(threats: list[Threat], column: int, from_top: int) -> list[str]:
    """Return the references in one field, three to a line; what does not fit is counted."""
    ordered = sorted(threats, key=lambda t: (t.ranking.place is None, t.ranking.place or 0, t.reference))
    room = PER_LINE * MOST_LINES
    shown = ordered if len(ordered) <= room else ordered[: room - 1]
    labels = [(threat.reference[:9], threat.is_prioritised) for threat in shown]
    if len(shown) < len(ordered):
        labels.append((f"+{len(ordered) - len(shown)}", False))
    lines = -(-len(labels) // PER_LINE)
    x, y = LEFT + (column - 1) * CELL_WIDTH, TOP + from_top * CELL_HEIGHT
    first = y + CELL_HEIGHT / 2 + 4 - (lines - 1) * 7.5
    placed = []
    for place, (label, bold) in enumerate(labels):
        line, position = divmod(place, PER_LINE)
        in_line = min(PER_LINE, len(labels) - line * PER_LINE)
        middle = x + CELL_WIDTH * (position + 0.5) / in_line
        placed.append(_text(middle, first + line * 15, label, 10.5, bold=bold))
    return placed


def _axes(across: int, up: int) -> list[str]:
    bottom = TOP + up * CELL_HEIGHT
    parts = [_text(LEFT + (c - 0.5) * CELL_WIDTH, bottom + 16, str(c), 11) for c in range(1, across + 1)]
    parts += [_text(LEFT - 14, bottom - (r - 0.5) * CELL_HEIGHT + 4, str(r), 11) for r in range(1, up + 1)]
    parts.append(_text(LEFT + across * CELL_WIDTH / 2, bottom + 36, _("Likelihood") + " →", 11.5, bold=True))
    middle = TOP + up * CELL_HEIGHT / 2
    turned = f' transform="rotate(-90 16 {middle:.1f})"'
    parts.append(_text(16, middle, _("Impact") + " →", 11.5, bold=True, more=turned))
    return parts


def _text(x: float, y: float, text: str, size: float, *, bold: bool = False, more: str = "") -> str:
    weight = ' font-weight="bold"' if bold else ""
    fill = INK if bold else TEXT
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family={attribute(FAMILY)} font-size="{size}"{weight}'
        f' text-anchor="middle" fill="{fill}"{more}>{content(text)}</text>'
    )
