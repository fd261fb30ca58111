"""Writes the title and the short text of a simulated report."""

from __future__ import annotations

from random import Random

from tutela.demo.acts import Language
from tutela.demo.voice_en import English
from tutela.demo.voice_fr import French
from tutela.demo.wording import Facts, Voice

VOICES: dict[Language, Voice] = {Language.ENGLISH: English(), Language.FRENCH: French()}


def write(rng: Random, facts: Facts, language: Language) -> tuple[str, str]:
    """Title and text: what happened, who was harmed, often a circumstance and what holds since."""
    voice = VOICES[language]
    sentences = [voice.opening(rng, facts)]
    toll = voice.toll(rng, facts)
    detail = [voice.detail(rng, facts)] if rng.random() < 0.62 and not facts.is_attempt else []
    sentences += toll + detail if rng.random() < 0.7 else detail + toll
    if rng.random() < 0.55 or facts.is_attempt:
        sentences.append(voice.closing(rng, facts))
    return voice.title(facts), " ".join(sentences)
