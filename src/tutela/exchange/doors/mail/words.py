"""The words of a web page, as mails are written: text without markup, programs, styles and addresses behind words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
LINES = frozenset(
    {"p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "pre"}
)
# Elements that are never closed, so that they must not be waited for.
VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "embed", "source", "wbr"})
LARGEST = 2_000_000
_BLANKS = re.compile(r"[ \t\u00a0]+")
# In English and French: a header that was copied with a mail, and the line above a quotation.
_HEADING = re.compile(
    r"(?:from|to|cc|de|à|a|sent by|reply-to|expéditeur|destinataires?)\s?:\s.*\S@"
    r"|(?:from|de|expéditeur)\s?:\s\S|(?:on|le)\s.{4,160}\s(?:wrote|a écrit)\s?:\s*$",
    re.IGNORECASE,
)
_LINES = re.compile(r"\n\s*\n\s*\n+")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag in UNSEEN and tag not in VOID:
            self.unseen.append(tag)
        if tag in LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        if tag in LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what can be seen."""
        if not self.unseen:
            self.parts.append(data)


def words_of_html(html: str) -> str:
    """Return what a person would read, lines parted as the page parts them."""
    reader = _Words()
    reader.feed(html[:LARGEST])
    reader.close()
    return tidied("".join(reader.parts))


def tidied(text: str) -> str:
    """Return text without blanks at the ends of lines and with one empty line at the most between paragraphs."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def without_headings(text: str) -> tuple[str, list[str]]:
    """Return a text without the lines in which mail programs say who wrote what is quoted, and those lines."""
    kept: list[str] = []
    told: list[str] = []
    for line in text.split("\n"):
        (told if _HEADING.match(line.lstrip("> ")) else kept).append(line)
    return "\n".join(kept), told


def without_signature(text: str) -> tuple[str, str]:
    """Return a text and the signature that was cut off it: what follows a line of two hyphens, as mail programs do."""
    for mark in ("\n-- \n", "\n--\n"):
        body, found, signature = text.partition(mark)
        if found:
            return body.rstrip(), signature.strip()
    return text, ""
