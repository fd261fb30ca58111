"""In which language a few words are: English or French, by the small words that each cannot do without."""

from __future__ import annotations

from tutela.kernel.names import fold

ENGLISH = frozenset(
    """
    the and of to in is are was were has have at by with for from this that they them we us our you your near help
    people armed men women killed attack attacked village burning coming now soon road shooting please alert houses
    fleeing market yesterday today tonight tomorrow morning night not there here some many been will on it
    """.split()
)
FRENCH = frozenset(
    """
    le la les des du un une et est sont etait ont dans au aux par avec pour sur ce cette ils elles nous vous notre pres
    aide gens hommes armes femmes tue tues attaque attaques village brule arrivent maintenant bientot route tirs svp
    alerte maisons fuient marche hier aujourd hui nuit demain matin soir pas il elle qui que ici y beaucoup vers chez
    secours population urgent en
    """.split()
)
DEFAULT = "en"


def language_of(text: str, default: str = DEFAULT) -> str:
    """Return `en` or `fr` for a text, the default where as many words speak for one as for the other."""
    words = fold(text[:2000]).split()
    english = sum(word in ENGLISH for word in words)
    french = sum(word in FRENCH for word in words) + sum(letter in "éèêàçùœî" for letter in text[:2000].lower()) / 2
    if english == french:
        return default
    return "en" if english > french else "fr"
