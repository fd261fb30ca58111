"""Taking out of a report's words who told it: a signature, one's own number, one's own name in one's own message.

What was told is read by many; who told it, by nobody without a custodian's decision (para 32). So what the vault holds
of a source is blanked in the words that came with it, and whoever reads them is told that something was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from tutela.know.alerts.rules.report import Flag, Report
from tutela.know.sources.rules import Identity, SourceFacts

BLANK = "[…]"
SHORTEST_NUMBER = 6
SHORTEST_NAME = 3
_NUMBER = re.compile(r"\+?\d[\d\s().-]{4,}\d")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")


def masked(
    report: Report, source: SourceFacts | None, *, names: Collection[str] = (), all_addresses: bool = False
) -> Report:
    """Return the report without what the source's identity holds, flagged where something was blanked.

    Numbers are the same when their last digits are, whatever stands between or before them. `names` are more names to
    blank, and `all_addresses` blanks every mail address: mails quote others.
    """
    identity = source.identity if source else Identity()
    finders = _finders(identity, names, all_addresses=all_addresses)
    told = (report.text, report.place_name, report.actor_name)
    text, place, who = (_masked(one, finders) for one in told)
    if (text, place, who) == told:
        return report
    flags = tuple(sorted({*report.flags, Flag.POSSIBLE_NAME}))
    return replace(report, text=text, place_name=place, actor_name=who, flags=flags)


Finder = tuple[re.Pattern[str], Callable[[str], bool]]


def _finders(identity: Identity, names: Collection[str], *, all_addresses: bool) -> list[Finder]:
    """Return what finds stretches of words that may have to be blanked, each with what says whether they have."""
    found: list[Finder] = [(name, lambda _words: True) for one in (identity.name, *names) for name in _names(one)]
    addresses = {address.lower() for address in _ADDRESS.findall(identity.contact)}
    if addresses or all_addresses:
        found.append((_ADDRESS, lambda words: all_addresses or words.lower() in addresses))
    own = {_digits(number)[-SHORTEST_NUMBER:] for number in _NUMBER.findall(f"{identity.phone} {identity.contact}")}
    if own:
        found.append((_NUMBER, lambda words: _digits(words)[-SHORTEST_NUMBER:] in own))
    return found


def _masked(text: str, finders: list[Finder]) -> str:
    for pattern, is_theirs in finders:
        text = pattern.sub(partial(_blanked, is_theirs), text)
    return text


def _blanked(is_theirs: Callable[[str], bool], found: re.Match[str]) -> str:
    return BLANK if is_theirs(found[0]) else found[0]


def _names(name: str) -> list[re.Pattern[str]]:
    """Return what finds a name: its words in either order, whatever their case; a single word only as it is written.

    A single word may be an ordinary one (“Rose”, “Blanche”), which no message must lose.
    """
    words = [word for word in re.split(r"[\s,]+", name.strip()) if word]
    if len(words) > 1:
        orders = (words, words[::-1])
        spelled = (r"[\s,]+".join(map(re.escape, one)) for one in orders)
        return [re.compile(rf"(?<!\w){one}(?!\w)", re.IGNORECASE) for one in spelled]
    if words and len(words[0]) >= SHORTEST_NAME and words[0][0].isupper():
        return [re.compile(rf"(?<!\w){re.escape(words[0])}(?!\w)")]
    return []


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
