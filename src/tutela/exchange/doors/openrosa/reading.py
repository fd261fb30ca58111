"""Reading a submission: XML from anywhere, so nothing in it is expanded, fetched or followed; only words come out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from tutela.exchange.doors.limits import DEEPEST_XML, LARGEST_XML, MOST_ELEMENTS
from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence


class NotASubmission(Refusal):
    """What came is not the XML of a filled form, or is made to do harm."""

    code = "not_a_submission"
    status = 400


def _refused(message: Sentence) -> NotASubmission:
    return NotASubmission(
        message, remedy=Sentence("Send it again. If it fails again, tell the people who run the server.")
    )


@dataclass(frozen=True, slots=True)
class Submission:
    """A filled form: which one, the instance's own name, and every answer by the name of its question.

    Answers to the same question, as in a repeated group, are joined by line feeds.
    """

    form_id: str
    version: str
    instance_id: str
    answers: dict[str, str] = field(repr=False)

    @property
    def asked(self) -> str:
        """The first part of the form's version: which questions were asked."""
        return self.version.partition("-")[0]


def submission_in(xml: bytes) -> Submission:
    """Read the XML of a filled form. Raises NotASubmission for anything else, entity bombs and depths included."""
    if len(xml) > LARGEST_XML:
        raise _refused(Sentence("The form is larger than any form can be."))
    try:
        root, answers = _walked(xml)
    except DefusedXmlException as harmful:
        raise _refused(Sentence("The form declares entities or a document type, which no form does.")) from harmful
    except (ParseError, ValueError, LookupError) as malformed:
        raise _refused(Sentence("The form is not well-formed XML.")) from malformed
    if root.get("encrypted") == "yes":
        raise _refused(Sentence("The form was encrypted for another server."))
    instance = answers.pop("instanceID", "") or root.get("instanceID", "")
    answers.pop("instanceName", None)
    return Submission(root.get("id", ""), root.get("version", ""), instance.strip(), answers)


def _walked(xml: bytes) -> tuple[Any, dict[str, str]]:
    """Return the root and the answers, element by element, so that depth and number are bounded while it is read."""
    open_elements: list[Any] = []
    root: Any = None
    answers: dict[str, str] = {}
    count = 0
    for event, element in _events(xml):
        if event == "start":
            count += 1
            if not open_elements:
                root = element
            open_elements.append(element)
            if len(open_elements) > DEEPEST_XML or count > MOST_ELEMENTS:
                raise _refused(Sentence("The form has more parts within parts than any form has."))
        else:
            open_elements.pop()
            if len(element) == 0 and element is not root:
                _answer(answers, element)
    return root, answers


def _events(xml: bytes) -> Iterator[tuple[str, Any]]:
    yield from iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True)


def _answer(answers: dict[str, str], element: Any) -> None:
    words = (element.text or "").strip()
    if words:
        name = str(element.tag).rpartition("}")[2]
        answers[name] = f"{answers[name]}\n{words}" if name in answers else words
