"""Section 5: the ranking, each priority threat with its scores and reasons, and the line that every other one keeps."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tutela.account.products.rendering import numbers, words
from tutela.account.products.rendering.matrix_svg import matrix_svg, scored
from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.account.products.rules.figures import whole
from tutela.account.products.rules.threats import (
    Score,
    Threat,
    ThreatState,
    not_prioritised,
    prioritised,
)
from tutela.web.components.documents.blocks import (
    Align,
    Block,
    Card,
    Cell,
    Column,
    Facts,
    Figure,
    Paragraph,
    Role,
    Table,
)
from tutela.web.components.documents.drawing import as_picture


def threat_blocks(content: QuarterlyAssessment) -> tuple[Block, ...]:
    """Section 5: who decided, the matrix, the ranked table, a card for each, and those not prioritised."""
    if not content.threats:
        return (Paragraph(_("The register holds no threat for this quarter."), Role.EMPTY),)
    blocks: list[Block] = [*_session(content)]
    if scored(content.threats):
        blocks.append(_matrix(content.threats))
    ranked = prioritised(content.threats)
    if ranked:
        blocks.append(_ranked_table(ranked))
        blocks += [_card(threat) for threat in ranked]
    else:
        blocks.append(Paragraph(_("No threat has been prioritised for this quarter."), Role.EMPTY))
    blocks.append(_others_table(not_prioritised(content.threats)))
    return tuple(blocks)


def _session(content: QuarterlyAssessment) -> tuple[Block, ...]:
    text = _(
        "Threats are ranked by risk to civilians. Two tests tell them apart (para 17): how much harm a threat may do, "
        "mass atrocities included, and how far it may destabilise. A low rank is no reason to leave a threat "
        "unaddressed (para 76)."
    )
    session = content.prioritisation
    pairs = (
        (_("Decided by"), session.decided_by),
        (_("Decided on"), numbers.day(session.decided_on) if session.decided_on else ""),
        (_("Components that took part"), ", ".join(words.term("components", c) for c in session.components)),
        (_("Consulted"), ", ".join(session.consulted)),
    )
    return (Paragraph(text), Facts(tuple((name, value or _("not recorded")) for name, value in pairs)))


def _matrix(threats: tuple[Threat, ...]) -> Figure:
    shown = scored(threats)
    alt = ngettext(
        "Risk matrix of %(count)s threat by likelihood and impact. Highest: %(highest)s.",
        "Risk matrix of %(count)s threats by likelihood and impact. Highest: %(highest)s.",
        len(shown),
    ) % {
        "count": len(shown),
        "highest": ", ".join(threat.reference for threat in _highest(shown)),
    }
    left_out = len(threats) - len(shown)
    note = _("Bold: prioritised.")
    if left_out:
        note += " " + ngettext(
            "%s threat is not scored and so not shown.", "%s threats are not scored and so not shown.", left_out
        ) % numbers.count(left_out)
    return Figure(as_picture("matrix", matrix_svg(shown), alt), _("Threats by likelihood and impact"), note)


def _highest(threats: tuple[Threat, ...]) -> list[Threat]:
    ordered = sorted(threats, key=lambda t: (-(t.likelihood.value or 0) * (t.impact.value or 0), t.reference))
    return ordered[:3]


def _ranked_table(threats: tuple[Threat, ...]) -> Table:
    columns = (
        Column(_("Rank"), weight=0.9),
        Column(_("Threat"), weight=3.6),
        Column(_("Areas"), weight=2.2),
        Column(pgettext("threat", "State"), weight=1.4),
        Column(_("Likelihood"), Align.CENTER, 1.5),
        Column(_("Impact"), Align.CENTER, 1.1),
        Column(_("Risk"), Align.CENTER, 1.1),
        Column(_("Last quarter"), weight=1.3),
    )
    rows = tuple(
        (
            Cell(numbers.count(threat.ranking.place), strong=True),
            Cell(f"{threat.title} ({threat.reference})", language=threat.language),
            Cell(", ".join(threat.areas) or "–"),
            Cell(words.word(words.STATES, threat.state)),
            Cell(_short(threat.likelihood)),
            Cell(_short(threat.impact)),
            Cell(_short(threat.risk), strong=True),
            Cell(_moved(threat)),
        )
        for threat in threats
    )
    return Table(_("Priority threats in order"), columns, rows)


def _short(score: Score) -> str:
    return "–" if score.value is None else f"{score.value}/{score.maximum}"


def _moved(threat: Threat) -> str:
    before, now = threat.ranking.place_before, threat.ranking.place
    if before is None or now is None:
        return pgettext("rank", "new")
    arrow = "→" if before == now else "↑" if now < before else "↓"
    return arrow + "\u00a0" + pgettext("rank", "was %s") % before


def _card(threat: Threat) -> Card:
    tag = f"{threat.reference} · {words.word(words.STATES, threat.state)}"
    blocks: list[Block] = [Facts(_facts(threat)), _score_table(threat)]
    if threat.dissent:
        blocks.append(Paragraph(threat.dissent, Role.AUTHOR, _("Dissenting view"), threat.language))
    return Card(f"{threat.ranking.place}. {threat.title}", tag, tuple(blocks), threat.language)


def _facts(threat: Threat) -> tuple[tuple[str, str], ...]:
    pairs = (
        (_("Actor"), threat.actor),
        (_("Areas"), ", ".join(threat.areas)),
        (_("Hostile acts (para 16)"), words.terms("acts", threat.acts)),
        (_("Groups at risk"), words.terms("groups_at_risk", threat.groups)),
        (pgettext("threat", "State"), _state(threat)),
        (_("Phase by area (para 36)"), _phases(threat)),
        (_("Evidence"), _evidence(threat)),
        (_("Rank"), _rank(threat)),
        (pgettext("threat", "Owner"), threat.owner),
        (_("What is being done"), threat.being_done),
    )
    return tuple((name, value or _("not recorded")) for name, value in pairs)


def _state(threat: Threat) -> str:
    state = words.word(words.STATES, threat.state)
    if threat.state is ThreatState.ONGOING or threat.is_imminent is None:
        return state
    return f"{state}, " + (_("imminent") if threat.is_imminent else _("not imminent"))


def _phases(threat: Threat) -> str:
    return "; ".join(f"{entry.area}: {words.phase_word(entry.phase)}" for entry in threat.phases)


def _evidence(threat: Threat) -> str:
    if threat.incidents is None:
        return ""
    text = ngettext("%s incident", "%s incidents", threat.incidents) % numbers.count(threat.incidents)
    if threat.civilian_deaths is not None:
        deaths = threat.civilian_deaths
        text += ", " + ngettext("%s civilian death", "%s civilian deaths", whole(deaths)) % numbers.count(deaths)
    if threat.last_incident_on:
        text += ", " + _("the last on %s") % numbers.day(threat.last_incident_on)
    return text


def _rank(threat: Threat) -> str:
    ranking = threat.ranking
    parts = [_("place %s") % ranking.place] if ranking.place else []
    if ranking.place_before:
        parts.append(_("place %s last quarter") % ranking.place_before)
    if ranking.decided_by:
        parts.append(_("decided by %s") % ranking.decided_by)
    if ranking.decided_on:
        parts.append(numbers.day(ranking.decided_on))
    return ", ".join(parts) + (f". {ranking.reason}" if ranking.reason else "")


def _score_table(threat: Threat) -> Table:
    """Return every score and part of a score with its reason; both tests of para 17 have a line of their own."""
    tests = threat.tests
    rows = [
        *_score_rows(_("Likelihood"), threat.likelihood, "", threat.language),
        *_score_rows(_("Impact (para 17, first test)"), threat.impact, tests.impact_reason, threat.language),
        (
            Cell("– " + words.score_part("mass_atrocity")),
            Cell(words.yes_no(tests.mass_atrocity_potential), strong=bool(tests.mass_atrocity_potential)),
            _reason(tests.mass_atrocity_reason, threat.language),
        ),
        *_score_rows(
            _("Destabilising effect (para 17, second test)"),
            tests.destabilising,
            tests.destabilising_reason,
            threat.language,
        ),
        *_score_rows(_("Risk"), threat.risk, threat.risk_reason or "–", threat.language),
    ]
    columns = (
        Column(_("Score"), weight=2.7),
        Column(pgettext("score", "Value"), weight=2.7),
        Column(_("Reason"), weight=5),
    )
    return Table(_("Scores of %s and their reasons") % threat.reference, columns, tuple(rows))


def _score_rows(title: str, score: Score, reason: str, language: str) -> list[tuple[Cell, ...]]:
    given = _reason(reason, language, blank=bool(score.components))
    rows: list[tuple[Cell, ...]] = [(Cell(title, strong=True), _value(score, strong=True), given)]
    for part in score.components:
        value = Score(part.value, part.maximum)
        rows.append((Cell("– " + words.score_part(part.component)), _value(value), _reason(part.reason, language)))
    return rows


def _value(score: Score, *, strong: bool = False) -> Cell:
    return Cell(words.score_word(score), score.value or 0, score.maximum, strong)


def _reason(text: str, language: str, *, blank: bool = False) -> Cell:
    """Return the reason cell; a missing reason is said, unless the parts below give it."""
    if text:
        return Cell(text, language=language)
    return Cell("" if blank else _("no reason recorded"))


def _others_table(threats: tuple[Threat, ...]) -> Block:
    if not threats:
        return Paragraph(_("Every threat in the register is prioritised."), Role.NOTE)
    columns = (
        Column(_("Threat"), weight=3.2),
        Column(_("Actor"), weight=2),
        Column(_("Areas"), weight=2),
        Column(_("Risk"), Align.CENTER, 1.15),
        Column(_("Why it is not prioritised"), weight=3.2),
        Column(pgettext("threat", "Owner"), weight=1.6),
    )
    rows = tuple(
        (
            Cell(f"{threat.title} ({threat.reference})", language=threat.language),
            Cell(threat.actor),
            Cell(", ".join(threat.areas) or "–"),
            Cell(_short(threat.risk)),
            Cell(threat.ranking.reason or _("no reason recorded")),
            Cell(threat.owner or _("nobody yet")),
        )
        for threat in threats
    )
    return Table(_("Threats not prioritised, which stay in view (para 76)"), columns, rows)
