"""A message as gateways hand it over: who sent it, its words, number and moment, whatever the fields are called.

RapidPro and TextIt hand over what a flow knows (contact, flow, results, run, input); their older form has fields like
`relayer` and `phone`. Any other gateway is described by the names of its fields, which stand in its address:
`…/generic/?from=sender&text=content`. No value ever stands in an address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence

DEEPEST = 12
# By what each part of a message is called by gateways in use; the first that is there counts.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "from": ("from", "From", "phone", "sender", "msisdn", "number", "originator", "source", "FromNumber", "mobile"),
    "text": ("text", "message", "Body", "body", "content", "msg", "sms", "Text", "MessageBody"),
    "id": ("id", "message_id", "MessageSid", "SmsSid", "messageId", "msgid", "uuid", "MessageID", "sms_id", "smsId"),
    "received_at": (
        "received_at", "sent_timestamp", "timestamp", "time", "date", "sent_at", "receivedAt", "sentStamp", "datetime",
    ),
}  # fmt: skip
# A flow's answers that are known by their names; others stay among the words.
RESULTS: Mapping[str, tuple[str, ...]] = {
    "what": ("what", "quoi", "kind", "type", "incident"),
    "place": ("place", "where", "location", "village", "lieu", "ou"),
    "timing": ("when", "quand", "timing"),
    "people": ("people", "personnes", "number", "nombre", "combien", "how_many"),
    "text": ("text", "message", "details", "alert", "alerte", "description"),
}


class NotAMessage(Refusal):
    """What a gateway handed over is no message that can be read."""

    code = "not_a_message"
    status = 400


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `sender` is a telephone number or another address; it goes into the vault and nowhere else.

    `answers` are what a flow asked and was told, by the names in RESULTS or their own. `files` is how many files came
    with it and lie elsewhere, at addresses that are not fetched.
    """

    sender: str = field(repr=False, default="")
    text: str = field(repr=False, default="")
    id: str = ""
    received_at: str = ""
    name: str = field(repr=False, default="")
    language: str = ""
    answers: Mapping[str, str] = field(repr=False, default_factory=dict)
    files: int = 0
    is_odd: bool = False


def fields_of(body: bytes, content_type: str) -> tuple[dict[str, Any], bool]:
    """Return a body's fields, JSON or form, and whether it held bytes that are not UTF-8. Raises NotAMessage."""
    try:
        words, is_odd = body.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        words, is_odd = body.decode("cp1252", errors="replace"), True
    if "json" in content_type.lower() or words.lstrip().startswith("{"):
        return _json(words), is_odd
    try:
        pairs = parse_qsl(words, keep_blank_values=True, max_num_fields=200, errors="strict")
    except UnicodeDecodeError:
        # Old telephones write in the alphabet of their country; nothing of what they say is dropped.
        pairs, is_odd = parse_qsl(words, keep_blank_values=True, max_num_fields=200, encoding="cp1252"), True
    except ValueError:
        raise _refused(Sentence("The form has too many fields.")) from None
    return dict(pairs), is_odd


def _json(words: str) -> dict[str, Any]:
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        # No chain of causes: the decoder's own message quotes what was sent.
        raise _refused(Sentence("The body is not JSON.")) from None
    if not isinstance(found, dict) or _depth(found) > DEEPEST:
        raise _refused(Sentence("The body is not a JSON object as a gateway sends it."))
    return found


def _refused(words: Sentence) -> NotAMessage:
    return NotAMessage(words, remedy=Sentence("Look at the page “Ways in” for what is understood."))


def _depth(value: object, level: int = 0) -> int:
    if level > DEEPEST:
        return level
    if isinstance(value, dict):
        return max((_depth(one, level + 1) for one in value.values()), default=level)
    if isinstance(value, list):
        return max((_depth(one, level + 1) for one in value), default=level)
    return level


def generic(fields: Mapping[str, Any], names: Mapping[str, str]) -> Message:
    """Return the message of any gateway; `names` says what it calls the parts of which the usual names do not tell."""

    def part(name: str) -> str:
        known = (names[name],) if names.get(name) else ALIASES[name]
        return next((_plain(fields[one]) for one in known if _plain(fields.get(one))), "")

    files = int(_plain(fields.get("NumMedia")) or 0) if _plain(fields.get("NumMedia")).isdigit() else 0
    return Message(part("from"), part("text"), part("id"), part("received_at"), files=files)


def relayed(fields: Mapping[str, Any]) -> Message | None:
    """Return the message of RapidPro's older form, None for another event than a message that came in."""
    if fields.get("event", "mo_sms") != "mo_sms" or fields.get("direction", "I") not in {"I", ""}:
        return None
    return Message(
        sender=_plain(fields.get("phone")),
        text=_plain(fields.get("text")),
        id=_plain(fields.get("sms")),
        received_at=_plain(fields.get("time")),
    )


def flow(fields: Mapping[str, Any]) -> Message:
    """Return what a flow of RapidPro or TextIt hands over: the last message and the answers that it collected."""
    contact, run, last = (_mapping(fields.get(name)) for name in ("contact", "run", "input"))
    answers = {name: _answer(result) for name, result in _mapping(fields.get("results")).items()}
    attachments = last.get("attachments")
    return Message(
        sender=_number(contact.get("urn") or last.get("urn")),
        text=_plain(last.get("text")),
        id=_plain(last.get("uuid")) or _plain(run.get("uuid")),
        received_at=_plain(last.get("created_on")) or _plain(run.get("created_on")),
        name=_plain(contact.get("name")),
        language=_plain(contact.get("language")),
        answers={name: answer for name, answer in answers.items() if answer},
        files=len(attachments) if isinstance(attachments, list) else 0,
    )


def _answer(result: object) -> str:
    """Return what was answered: the words as they were typed, else what the flow made of them."""
    held = _mapping(result)
    return _plain(held.get("input")) or _plain(held.get("value")) or _plain(held.get("category"))


def _number(urn: object) -> str:
    """Return a telephone number from `tel:+…`, whole or in parts; of another network the address with its name."""
    if isinstance(urn, dict):
        urn = f"{_plain(urn.get('scheme'))}:{_plain(urn.get('path'))}"
    scheme, colon, path = _plain(urn).partition(":")
    if not colon or scheme == "tel":
        return path or scheme
    return f"+{path}" if scheme == "whatsapp" and path.isdigit() else f"{scheme}:{path}".strip(":")


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _plain(value: object) -> str:
    """Return a field's words: text as it is, a number in digits, nothing for whatever has parts of its own."""
    if isinstance(value, str):
        # Half of a pair of signs, as JSON can spell it, is no text that could be stored.
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bool) or value is None or not isinstance(value, int | float):
        return ""
    return str(value)
