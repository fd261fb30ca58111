"""The words of both pages by which reports come in: when, who must know, and where a report goes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tutela.exchange.doors.phone.answers import (
    CHILD,
    LONGER_AGO,
    ONE_CASE,
    SEXUAL_VIOLENCE,
    THIS_WEEK,
    TODAY,
    YESTERDAY,
)
from tutela.know.alerts.rules.report import Channel, Timing
from tutela.policy.vocabulary import terms

Words = str | Promise

TIMING: Mapping[str, Words] = {
    Timing.UNDER_WAY: _("It is happening now"),
    Timing.IMMINENT: _("It is expected within hours"),
    Timing.SOON: _("It is expected within days"),
    Timing.OVER: _("It is over"),
    Timing.UNKNOWN: _("Nobody knows when"),
}
DAY: Mapping[str, Words] = {
    "": _("Not said"),
    TODAY: _("Today"),
    YESTERDAY: _("Yesterday"),
    THIS_WEEK: _("In the last seven days"),
    LONGER_AGO: _("Longer ago"),
}
CHANNEL: Mapping[str, Words] = {
    Channel.PHONE: _("Telephone"),
    Channel.VISIT: _("In person"),
    Channel.RADIO: _("Radio"),
}
CONCERN: Mapping[str, Words] = {
    SEXUAL_VIOLENCE: _("Sexual violence"),
    CHILD: _("A child who was harmed or is threatened"),
    ONE_CASE: _("One person’s case of human rights"),
}
# What is heard most, under the keys 1 to 9, which never move: fingers learn them.
KEYED = (
    "attack_expected",
    "armed_presence",
    "armed_movement",
    "killing",
    "abduction",
    "shooting_heard",
    "pillage",
    "people_fleeing",
    "protection_requested",
)

GOES_TO: Mapping[str, Words] = {
    "sexual_violence": _("This goes to the Women’s Protection Adviser."),
    "child_protection": _("This goes to the Child Protection Adviser."),
    "human_rights_cases": _("This goes to the Human Rights Officer."),
    "individual_protection": _("This goes to those who protect people under threat, in human rights."),
}
# Where each concern goes, and how: see `static/doors/routing.mjs`, which says it before anything is sent.
ROUTES: Mapping[str, Mapping[str, str]] = {
    SEXUAL_VIOLENCE: {"room": "sexual_violence", "kind": "act"},
    CHILD: {"room": "child_protection", "kind": "child"},
    ONE_CASE: {"room": "human_rights_cases", "kind": "case"},
}
NOT_ON_DESK: Words = _("You will not see it on the desk.")
REST_ON_DESK: Words = _("The desk sees what else happens, when and where, without your words, names and files.")
ACT_ON_DESK: Words = _(
    "Act, place and time stay on the desk, so that it can answer; your words, names and files do not."
)
CHOOSE_ACT: Words = _("Choose what happens too: then the desk can answer, by act, place and time, without your words.")
SEEN_BY_YOU: Words = _("Your post is one of the few that may read it.")


def term_words(name: str, language: str) -> dict[str, str]:
    """Return the labels of a list of the policy's vocabulary in a language, by code."""
    return {code: term.label(language) for code, term in terms(name).items()}
