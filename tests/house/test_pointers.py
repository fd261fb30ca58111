"""Every pointer from a demand leads somewhere, every part of the policy has its rows, and none repeats its words."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

from tests.house.catalogue import every_module
from tutela.access.permissions import Permission
from tutela.account.products.rendering.document import SECTIONS
from tutela.ledger.answers import answers, cited
from tutela.ledger.command import COMMANDS
from tutela.ledger.events import EVENTS
from tutela.mission.queries import post_templates
from tutela.policy.catalogue import dangling, demands, errata, paragraph, sections
from tutela.policy.catalogue.answers import Pointer, pointer_from, written_answers
from tutela.policy.duties import duties
from tutela.policy.gates import gates
from tutela.policy.parameters import parameters
from tutela.policy.vocabulary import LISTS, terms
from tutela.web.policy.leads import PAGE_WORDS, PRODUCT_WORDS, SECTION_WORDS, words_of

PARAGRAPHS, FOOTNOTES = 91, 25
WORDS_ALIKE = 7
# Sections of Annex A with the last letter of their items; section 3 has four lists under heads of their own.
ITEMS = {
    "A1": "i", "A2": "h", "A3.S": "c", "A3.P": "c", "A3.O": "f", "A3.R": "c", "A4": "d", "A5": "p", "A6": "r",
    "A7": "j", "A8": "", "A9": "h", "A10": "f", "A11": "g", "A12": "i", "A13": "h", "A14": "e", "A15": "d",
    "A16": "g", "A17": "g", "A18": "g", "A19": "e", "A20": "f", "A21": "d", "A22": "h", "A23": "h", "A24": "g",
}  # fmt: skip


def is_page(name: str) -> bool:
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


def exists(pointer: Pointer) -> bool:
    """Return whether what a pointer names is there; commands and events must have been imported."""
    name, part = pointer.name, pointer.part
    match pointer.kind:
        case "page":
            return is_page(name) and not part
        case "gate":
            return name in gates() and part in {"", *(ask.name for ask in gates()[name].asks)}
        case "vocabulary":
            return name in LISTS and part in {"", *terms(name)}
        case "product":
            return name in PRODUCT_WORDS and part in {"", *(code for code, _title, _build in SECTIONS)}
    known: dict[str, set[str]] = {
        "command": set(COMMANDS),
        "permission": {str(one) for one in Permission},
        "event": set(EVENTS),
        "duty": set(duties()),
        "parameter": set(parameters()),
        "role": set(post_templates()),
    }
    return name in known[pointer.kind] and not part


def all_pointers() -> list[tuple[str, Pointer]]:
    every_module()
    return [(demand, one.pointer) for demand, row in answers().items() for one in row]


def test_every_pointer_leads_somewhere() -> None:
    assert [f"{demand}: {pointer}" for demand, pointer in all_pointers() if not exists(pointer)] == []


def test_only_demands_are_answered() -> None:
    assert dangling(answers()) == []
    assert dangling(written_answers()) == []


def test_every_pointer_has_words_for_people() -> None:
    assert [str(pointer) for _demand, pointer in all_pointers() if not words_of(pointer).strip()] == []
    assert [name for name in PAGE_WORDS if not is_page(name)] == []
    assert list(SECTION_WORDS) == [code for code, _title, _build in SECTIONS]
    assert [str(SECTION_WORDS[code]) for code, _title, _build in SECTIONS] == [str(title) for _c, title, _b in SECTIONS]


@pytest.mark.parametrize(
    "pointer",
    ["page:nowhere", "command:tutela.nothing", "permission:a:b:c", "event:none", "duty:none", "gate:none",
     "gate:conduct_operation#none", "parameter:none", "vocabulary:tiers#none", "vocabulary:none", "role:none",
     "product:threat_assessment#none", "product:none", "duty:mission_ready#part"],
)  # fmt: skip
def test_a_pointer_to_nothing_is_found(pointer: str) -> None:
    every_module()
    assert not exists(pointer_from(pointer))


def test_what_is_written_down_is_not_also_said_by_a_citation() -> None:
    every_module()
    said = {(demand, str(pointer)) for demand, _kind, pointer in cited()}
    written = {(demand, str(one.pointer)) for demand, row in written_answers().items() for one in row}
    assert sorted(said & written) == []


def test_every_pointer_to_a_list_of_words_is_about_words() -> None:
    """A role or a record is not answered by there being a word for it."""
    row = answers()
    named = {
        demand for demand, held in row.items() if {one.pointer.kind for one in held if one.is_whole} == {"vocabulary"}
    }
    assert {demands()[demand].disposition.value for demand in named} <= {"vocabulary", "record"}


def test_an_id_stands_once_in_all_the_files() -> None:
    folder = files("tutela.policy.catalogue").joinpath("demands")
    heads = [
        line.strip()
        for file in sorted(folder.iterdir(), key=lambda one: one.name)
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("[")
    ]
    assert len(heads) == len(set(heads)) == len(demands())


def test_no_demand_is_answered_twice_in_the_written_answers() -> None:
    text = files("tutela.policy.catalogue").joinpath("answers.toml").read_text(encoding="utf-8")
    ids = re.findall(r'(?m)^"([^"]+)" =', text)
    assert len(ids) == len(set(ids)) == len(written_answers())
    assert set(tomllib.loads(text)) == {"answers", "partly"}


def test_every_paragraph_footnote_and_item_has_a_row() -> None:
    rows = demands().values()
    assert {str(number) for number in range(1, PARAGRAPHS + 1)} <= {paragraph(row.id) for row in rows}
    notes = {int(found[1]) for row in rows if (found := re.search(r" fn(\d+)$", row.paragraph))}
    assert notes == set(range(1, FOOTNOTES + 1))
    items = {f"{head}.{chr(letter)}" for head, last in ITEMS.items() for letter in _letters(last)}
    assert items <= {row.paragraph for row in rows}
    assert {part.code for part in sections() if part.code.startswith("annex")} == {
        f"annex_a{number:02d}" for number in range(1, 25)
    }


def _letters(last: str) -> range:
    return range(ord("a"), ord(last) + 1) if last else range(0)


@pytest.fixture(scope="module")
def policy_text(shared_data: Path) -> str:
    """Return the policy's own text, which is no part of the repository; it lies beside the folder of real data."""
    file = shared_data.parent / "policy" / "dpo-2023-05.txt"
    if not file.is_file():
        pytest.skip(f"NO POLICY TEXT: {file} is not there.")
    return file.read_text(encoding="utf-8")


def test_the_text_has_no_paragraph_that_has_no_row(policy_text: str) -> None:
    body, _mark, annex = policy_text.partition("\nAnnex A: ")
    numbers = {int(found) for found in re.findall(r"(?m)^(\d{1,2})\. ", body)}
    assert set(range(1, PARAGRAPHS + 1)) <= numbers
    assert annex
    rows = {row.paragraph for row in demands().values()}
    assert _items_in(annex) == {f"{head}.{chr(one)}" for head, last in ITEMS.items() for one in _letters(last)}
    assert {name for name in _items_in(annex) if name not in rows} == set()


HEADS = {"Strategic": "S", "Political": "P", "Operational": "O", "Resources": "R"}


def _items_in(annex: str) -> set[str]:
    """Return the lettered items of the annex by section, read from its text."""
    found, section, head = set(), "", ""
    for line in annex.splitlines():
        if opened := re.match(r"(?:- )?(\d{1,2})\. [A-Z]", line):
            section, head = f"A{opened[1]}", ""
        elif section == "A3" and (part := re.match(r"\W*(\w+)", line)) and part[1] in HEADS and len(line) < 60:
            head = f".{HEADS[part[1]]}"
        elif item := re.match(r"\W{0,4}([a-z])[.)] ", line):
            found.add(f"{section}{head}.{item[1]}")
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold().replace("’", "'").replace("'", ""))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[start : start + WORDS_ALIKE]) for start in range(len(words) - WORDS_ALIKE + 1)}


def test_no_row_shares_seven_words_in_a_row_with_the_text(policy_text: str) -> None:
    theirs = _runs(policy_text)
    told: dict[str, tuple[str, ...]] = {
        row.id: (row.text("en"), row.rhythm("en"), row.shown_by("en")) for row in demands().values()
    }
    told |= {one.code: (one.defect("en"), one.reading("en")) for one in errata().values()}
    told |= {name: (duty.label("en"),) for name, duty in duties().items()}
    told |= {name: (gate.label("en"), *(ask.label("en") for ask in gate.asks)) for name, gate in gates().items()}
    shared = {name: [text for text in texts if _runs(text) & theirs] for name, texts in told.items()}
    assert {name: texts for name, texts in shared.items() if texts} == {}
