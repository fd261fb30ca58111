"""Collects the texts that people see, keeps their translations, and compiles them; needs no gettext programs.

    python3 tools/dev.py messages extract    write the texts into src/tutela/locale/*/LC_MESSAGES/django.po
    python3 tools/dev.py messages check      fail if a text is new, gone, untranslated, fuzzy or misprinted
    python3 tools/dev.py messages compile    write the .mo files that Django reads (they are git-ignored)

Texts are found in Python through what a module imports from django.utils.translation, whatever it calls it,
and in templates through Django's own reading of them. Pure modules, which know nothing of Django, speak in
`tutela.kernel.sentences.Sentence`, and in the constants of the modules named in CONSTANTS; so do the reasons of
the parameters. Pages translate those when they show them. Texts for scripts travel in data attributes of the
page, so there is no second catalogue. The labels of vocabulary and parameters carry their translations beside them.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tutela"
LOCALE = SOURCE / "locale"
LANGUAGES = {"fr": "nplurals=2; plural=(n > 1);"}
TRANSLATION_MODULE = "django.utils.translation"
SENTENCES_MODULE = "tutela.kernel.sentences"
# Pure modules whose classes and tables hold texts as constants. A code is no text.
CONSTANTS = ("exchange/readers/problems.py", "exchange/readers/refusals.py")
NO_TEXTS = {"code"}
BLANKS = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdif]|\{\w*\}")


@dataclass(frozen=True)
class Text:
    """One text to translate: its context or None, its words, and its plural or an empty string."""

    words: str
    plural: str = ""
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """Return what gettext looks a text up by."""
        return self.context, self.words


# Which arguments of each function hold the context, the words and the plural.
SHAPES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
    "Sentence": (None, 0, None),
}


def shape_of(function: str) -> tuple[int | None, int, int | None] | None:
    """Return the argument positions of a translating function, or None if it is no such function."""
    return SHAPES.get(function.removesuffix("_lazy").removesuffix("_noop"))


def names_in(tree: ast.Module) -> dict[str, str]:
    """Return the local name of each translating function, or of their module, that a module imports."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in {"django.utils", TRANSLATION_MODULE, SENTENCES_MODULE}:
            names.update({alias.asname or alias.name: alias.name for alias in node.names})
    return names


def called(node: ast.Call, names: dict[str, str]) -> str:
    """Return the translating function that a call names, or an empty string."""
    if isinstance(node.func, ast.Name):
        return names.get(node.func.id, "")
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return node.func.attr if names.get(node.func.value.id) == "translation" else ""
    return ""


def text_of(node: ast.Call, function: str) -> Text | None:
    """Return the text that a call names, or None if the call is not about a text written out in full."""
    shape = shape_of(function)
    if shape is None:
        return None
    found: list[str | None] = []
    for position in shape:
        argument = node.args[position] if position is not None and position < len(node.args) else None
        constant = argument.value if isinstance(argument, ast.Constant) else None
        found.append(constant if isinstance(constant, str) else None)
    context, words, plural = found
    return Text(words, plural or "", context) if words else None


def texts_in_python(source: str, names: dict[str, str] | None = None) -> Iterator[Text]:
    """Yield the texts of a Python module; `names` stands in for its imports where it has none."""
    tree = ast.parse(source)
    known = names_in(tree) if names is None else names
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (text := text_of(node, called(node, known))):
            yield text


def texts_in_constants(source: str) -> Iterator[Text]:
    """Yield the texts that a pure module holds as constants: in the bodies of its classes and in its tables."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            for name, value in (named for line in node.body for named in assigned(line)):
                yield from texts_of(value) if name not in NO_TEXTS else ()
        else:
            tables = (value for _name, value in assigned(node) if isinstance(value, ast.Dict))
            yield from (text for table in tables for value in table.values for text in texts_of(value))


def assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a statement gives to values, with the values."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    for target in targets:
        if isinstance(target, ast.Name) and value is not None:
            yield target.id, value


def texts_of(node: ast.expr) -> Iterator[Text]:
    """Yield the text that a node is, if it is one written out in full."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Text(node.value)


def texts_in_parameter(source: str) -> Iterator[Text]:
    """Yield the text of a parameter that has no translation beside it: why its default is what it is."""
    yield Text(tomllib.loads(source)["reason"])


IN_TEMPLATES = {"_": "gettext", **{name: name for name in SHAPES}}
CALL_IN_TEMPLATE = re.compile(r"(?<![\w.])(?:_|n?p?gettext)\(")


def call_at(source: str, start: int) -> str | None:
    """Return the shortest piece of source from `start` that is a whole Python call."""
    for end in (match.end() for match in re.finditer(r"\)", source[start:])):
        piece = source[start : start + end].replace("\n", " ")
        try:
            ast.parse(piece, mode="eval")
        except SyntaxError:
            continue
        return piece
    return None


def texts_in_template(source: str) -> Iterator[Text]:
    """Yield the texts of a Django template."""
    from django.utils.translation.template import templatize

    calls: str = templatize(source)
    for match in CALL_IN_TEMPLATE.finditer(calls):
        piece = call_at(calls, match.start())
        if piece is not None:
            yield from texts_in_python(piece, IN_TEMPLATES)


def texts_in(place: str, source: str) -> Iterator[Text]:
    """Yield the texts of a file; `place` is its path under the package."""
    if place.endswith(".toml"):
        yield from texts_in_parameter(source)
    elif place.endswith(".py"):
        yield from texts_in_python(source)
        yield from texts_in_constants(source) if place in CONSTANTS else ()
    else:
        yield from texts_in_template(source)


def all_texts(folder: Path) -> dict[Text, list[str]]:
    """Return every text under a folder with the files that hold it, both in a fixed order."""
    found: dict[Text, list[str]] = {}
    patterns = ("**/*.py", "**/templates/**/*.html", "**/templates/**/*.txt", "policy/parameters/*.toml")
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        place = path.relative_to(folder).as_posix()
        for text in texts_in(place, path.read_text(encoding="utf-8")):
            places = found.setdefault(text, [])
            if place not in places:
                places.append(place)
    return found


def merged(texts: dict[Text, list[str]]) -> dict[tuple[str | None, str], tuple[Text, list[str]]]:
    """Return texts by key: gettext keeps one entry for a text with and without a plural."""
    entries: dict[tuple[str | None, str], tuple[Text, list[str]]] = {}
    for text, places in texts.items():
        known, seen = entries.get(text.key, (text, []))
        entries[text.key] = (text if text.plural else known, sorted({*seen, *places}))
    return entries


def new_catalogue(language: str) -> polib.POFile:
    """Return an empty catalogue; it carries no date, so that the same texts give the same file."""
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Project-Id-Version": "Tutela",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    return catalogue


def catalogue_path(language: str) -> Path:
    """Return where the translations of a language are kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, language: str) -> polib.POFile:
    """Return the translations kept so far, or an empty catalogue."""
    return polib.pofile(str(path), wrapwidth=100) if path.exists() else new_catalogue(language)


def fresh_entry(text: Text, places: list[str], old: polib.POEntry | None) -> polib.POEntry:
    """Return the entry of a text with the translation it had."""
    entry = polib.POEntry(msgid=text.words, msgctxt=text.context, occurrences=[(place, "") for place in places])
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = (old.msgstr_plural if old else None) or {0: "", 1: ""}
    else:
        entry.msgstr = old.msgstr if old else ""
    if "%" in text.words and BLANKS.search(text.words):
        entry.flags.append("python-format")
    if old is not None and old.fuzzy:
        entry.flags.append("fuzzy")
    return entry


def by_key(entries: Iterable[polib.POEntry]) -> dict[tuple[str | None, str], polib.POEntry]:
    """Return entries by what gettext looks them up by."""
    return {(entry.msgctxt, entry.msgid): entry for entry in entries}


def extract(texts: dict[Text, list[str]], old: polib.POFile, language: str) -> polib.POFile:
    """Return a catalogue of the texts in use; translations whose text is gone are kept as obsolete."""
    kept = by_key(old)
    catalogue = new_catalogue(language)
    entries = merged(texts)
    for key, (text, places) in sorted(entries.items(), key=lambda item: (item[1][1][0], item[0][1], item[0][0] or "")):
        catalogue.append(fresh_entry(text, places, kept.get(key)))
    for key, entry in kept.items():
        if key not in entries and (entry.msgstr or any((entry.msgstr_plural or {}).values())):
            entry.obsolete = True
            catalogue.append(entry)
    return catalogue


def blanks(words: str) -> list[str]:
    """Return the places to be filled in a text, in alphabetical order."""
    return sorted(BLANKS.findall(words))


def faults_of_entry(entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(forms):
        yield "not translated"
    if entry.fuzzy:
        yield "marked as fuzzy"
    allowed = {tuple(blanks(words)) for words in (entry.msgid, entry.msgid_plural or entry.msgid)}
    if any(form and tuple(blanks(form)) not in allowed for form in forms):
        yield "its blanks differ from the original's"


def faults_of(texts: dict[Text, list[str]], catalogue: polib.POFile) -> Iterator[str]:
    """Yield what keeps a catalogue from being complete and current."""
    entries = merged(texts)
    known = by_key(entry for entry in catalogue if not entry.obsolete)
    for key in entries.keys() - known.keys():
        yield f"{key[1]!r}: new in {entries[key][1][0]}; run `messages extract`"
    for key in known.keys() - entries.keys():
        yield f"{key[1]!r}: no longer used; run `messages extract`"
    for key in entries.keys() & known.keys():
        yield from (f"{key[1]!r}: {fault}" for fault in faults_of_entry(known[key]))


def extract_all() -> int:
    """Write the catalogue of every language."""
    texts = all_texts(SOURCE)
    for language in LANGUAGES:
        path = catalogue_path(language)
        catalogue = extract(texts, read_catalogue(path, language), language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        missing = len(catalogue.untranslated_entries())
        print(f"{language}: {len(merged(texts))} texts, {missing} not translated")
    return 0


def check_all() -> int:
    """Print every fault of every catalogue and return 1 if there is one."""
    texts = all_texts(SOURCE)
    count = 0
    for language in LANGUAGES:
        for fault in sorted(faults_of(texts, read_catalogue(catalogue_path(language), language))):
            print(f"{language}: {fault}", file=sys.stderr)
            count += 1
    print(f"{len(merged(texts))} texts, {count} faults")
    return 1 if count else 0


def compile_all() -> int:
    """Write the .mo file beside each catalogue that changed."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(target))
    return 0


COMMANDS = {"extract": extract_all, "check": check_all, "compile": compile_all}


def main(arguments: Iterable[str]) -> int:
    """Run one command; return the exit code."""
    command = COMMANDS.get(next(iter(arguments), ""))
    if command is None:
        print(__doc__, file=sys.stderr)
        return 2
    return command()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
