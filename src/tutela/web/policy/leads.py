"""What answers a demand, as a reader sees it: its kind, its words, and its page where the reader may open one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy

from tutela.access.gate import SIGNED_IN, gate_of
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.ledger.command import COMMANDS
from tutela.ledger.events import EVENTS
from tutela.mission.queries import post_templates
from tutela.policy.catalogue.answers import Answer, Pointer
from tutela.policy.duties import duties
from tutela.policy.gates import gates
from tutela.policy.parameters import parameters
from tutela.policy.vocabulary import term_label
from tutela.web.policy.wording import LIST_WORDS, Words, language

PLACE = re.compile(r"\{(\w+)\}")

POINTER_WORDS: dict[str, Words] = {
    "page": gettext_lazy("Page"),
    "command": gettext_lazy("Action"),
    "permission": gettext_lazy("Right of a post"),
    "event": gettext_lazy("Ledger entry"),
    "duty": gettext_lazy("Duty"),
    "gate": gettext_lazy("Gate"),
    "parameter": gettext_lazy("Parameter"),
    "vocabulary": gettext_lazy("List"),
    "role": gettext_lazy("Role"),
    "product": gettext_lazy("Document"),
}
PAGE_WORDS: dict[str, Words] = {
    "alerts:desk": gettext_lazy("Alert desk"),
    "alerts:figures": gettext_lazy("Response figures"),
    "communities:list": gettext_lazy("Communities"),
    "duties:board": gettext_lazy("Compliance"),
    "duties:mine": gettext_lazy("What I owe"),
    "duties:statement": gettext_lazy("Statement of compliance"),
    "exchange:runs": gettext_lazy("Data imports"),
    "map:map": gettext_lazy("Map"),
    "mission:overview": gettext_lazy("Overview of the mission"),
    "mission:parameters": gettext_lazy("Parameters"),
    "mission:snapshots": gettext_lazy("Data files on record"),
    "mission:units": gettext_lazy("Units and partners"),
    "policy:roles": gettext_lazy("Roles"),
    "policy:words": gettext_lazy("Words of the policy"),
    "threats:map": gettext_lazy("Map of threats"),
    "threats:phases": gettext_lazy("Phases by area"),
    "threats:proposals": gettext_lazy("Proposals"),
    "threats:rankings": gettext_lazy("Rankings"),
}
PRODUCT_WORDS: dict[str, Words] = {"threat_assessment": gettext_lazy("Quarterly threat assessment")}
SECTION_WORDS: dict[str, Words] = {
    "key-messages": gettext_lazy("Key messages"),
    "context": gettext_lazy("Change in context"),
    "trend": gettext_lazy("Trend of harm to civilians"),
    "map": gettext_lazy("Map of harm"),
    "threats": gettext_lazy("Priority threats"),
    "phases": gettext_lazy("Phases by area"),
    "groups": gettext_lazy("Groups at risk"),
    "harm": gettext_lazy("Harm by sex and age"),
    "near-bases": gettext_lazy("Incidents near bases"),
    "outlook": gettext_lazy("Outlook"),
    "data": gettext_lazy("Data and their limits"),
    "method": gettext_lazy("Method and policy"),
}


@dataclass(frozen=True, slots=True)
class Lead:
    """One thing that answers a demand; `address` is blank when it has no page that the reader may open."""

    kind: Words
    words: str
    address: str
    is_whole: bool


def lead_of(answer: Answer, actor: Actor) -> Lead:
    """Return an answer as this reader sees it."""
    pointer = answer.pointer
    address = address_of(pointer)
    return Lead(
        kind=POINTER_WORDS[pointer.kind],
        words=words_of(pointer),
        address=address if address and may_open(actor, address) else "",
        is_whole=answer.is_whole,
    )


def words_of(pointer: Pointer) -> str:
    """Return what a pointer leads to, in the reader's language. Raises KeyError for what does not exist."""
    return str(SAYERS[pointer.kind](pointer))


def _gate(pointer: Pointer) -> str:
    gate = gates()[pointer.name]
    label = gate.label(language())
    return f"{label}: {gate.ask(pointer.part).label(language())}" if pointer.part else label


def _event(pointer: Pointer) -> str:
    """Return a kind of entry without its facts: its sentence with an ellipsis in each place."""
    return PLACE.sub("…", str(EVENTS[pointer.name].sentence)).replace("….", "…")


def _vocabulary(pointer: Pointer) -> str:
    label = str(LIST_WORDS[pointer.name])
    return f"{label}: {term_label(pointer.name, pointer.part, language())}" if pointer.part else label


def _product(pointer: Pointer) -> str:
    label = str(PRODUCT_WORDS[pointer.name])
    return f"{label}: {SECTION_WORDS[pointer.part]}" if pointer.part else label


def _role(pointer: Pointer) -> str:
    return role_label(pointer.name)


def role_label(code: str) -> str:
    """Return a role's name in the reader's language. Raises KeyError."""
    labels = post_templates()[code].labels
    return labels.get(language().split("-", maxsplit=1)[0], labels["en"])


SAYERS: Mapping[str, Callable[[Pointer], object]] = {
    "page": lambda one: PAGE_WORDS[one.name],
    "command": lambda one: COMMANDS[one.name].sentence,
    "permission": lambda one: Permission(one.name).sentence,
    "event": _event,
    "duty": lambda one: duties()[one.name].label(language()),
    "gate": _gate,
    "parameter": lambda one: parameters()[one.name].label(language()),
    "vocabulary": _vocabulary,
    "role": _role,
    "product": _product,
}


def address_of(pointer: Pointer) -> str:
    """Return the page that shows what a pointer leads to, or nothing where there is none."""
    match pointer.kind:
        case "page":
            return reverse(pointer.name)
        case "event":
            return f"{reverse('timeline:ledger')}?{urlencode({'event': pointer.name})}"
        case "duty":
            return reverse("duties:duty", args=[pointer.name])
        case "gate":
            return reverse("decisions:ask", args=[pointer.name])
        case "parameter":
            return reverse("mission:parameter", args=[pointer.name])
        case "vocabulary":
            return f"{reverse('policy:words')}#list-{pointer.name}"
        case "role":
            return reverse("policy:role", args=[pointer.name])
        case "product":
            return reverse("products:list")
    return ""


def may_open(actor: Actor, address: str) -> bool:
    """Return whether the actor's post opens the page at an address."""
    gate = _gate_at(re.split(r"[?#]", address, maxsplit=1)[0])
    return gate == SIGNED_IN or (gate is not None and actor.may(gate))


@cache
def _gate_at(path: str) -> str | None:
    return gate_of(resolve(path).func)
