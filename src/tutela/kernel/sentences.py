"""Sentences of pure code: the words and what fills them stay apart, so that a page can tell them in its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self


class Sentence(str):
    """A sentence or a phrase in English that can still be translated.

    `template` holds the words with places like `{name}`, `facts` what fills them; a fact may be a phrase again.
    The tools find the words of a translation by this name, so write the template out in full.
    """

    __slots__ = ("facts", "template")
    facts: Mapping[str, object]
    template: str

    def __new__(cls, template: str, **facts: object) -> Self:
        """Fill the template; without facts it stands as it is, braces and all."""
        made = super().__new__(cls, template.format(**facts) if facts else template)
        made.template, made.facts = template, facts
        return made

    def told(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in another language; `translate` is asked for the words of every template."""
        words = translate(self.template)
        if not self.facts:
            return words
        facts = {
            name: fact.told(translate) if isinstance(fact, Sentence) else fact for name, fact in self.facts.items()
        }
        return words.format(**facts)
