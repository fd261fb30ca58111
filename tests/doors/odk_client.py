"""A client that behaves as ODK Collect does, over Django's test client: what it asks, checks, refuses and repeats.

Written after Collect's own behaviour: credentials only after a 401 challenge and only over TLS; XML is fetched as
`text/xml`; the form's MD5 is compared; before sending, HEAD must answer 204 and its `Location` is followed on the same
host; files go in posts of at most the announced size, the form's XML in each; 201 or 202 count as sent, anything else
is kept and tried again. The hour in its `Date` header runs from 1 to 12.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET  # what our own server sends

if TYPE_CHECKING:
    from django.test import Client

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
XFORMS = "{http://www.w3.org/2002/xforms}"
BOUNDARY = "8c1a2b7e-odk"


def _parsed(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314  # what our own server sends


class CollectError(Exception):
    """What Collect shows to whoever holds the telephone when something does not work."""


@dataclass(frozen=True)
class Listed:
    """A form as the list has it."""

    form_id: str
    name: str
    version: str
    md5: str
    download: str
    manifest: str


@dataclass
class Instance:
    """A filled form on the telephone: its XML and the files beside it."""

    xml: bytes
    files: dict[str, bytes] = field(default_factory=dict)
    is_sent: bool = False


class Telephone:
    """ODK Collect on a telephone, set up with a server's address, a name and a token as its password."""

    def __init__(self, client: Client, secret: str, *, server: str = "https://testserver/openrosa") -> None:
        self.client, self.secret, self.server = client, secret, server.rstrip("/")
        self.now = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
        self.clock_off_by = 0
        self.is_let_in = False
        self.posts = 0
        self.cut_after: int | None = None
        self.said = ""

    def forms(self) -> list[Listed]:
        """Fetch the list of forms."""
        root = self._xml(f"{self.server}/formList")
        if root.tag != f"{LIST}xforms":
            raise CollectError("not an OpenRosa form list")
        found = []
        for one in root.findall(f"{LIST}xform"):
            parts = {child.tag.removeprefix(LIST): (child.text or "").strip() for child in one}
            if not (parts.get("formID") and parts.get("downloadUrl") and parts.get("name")):
                raise CollectError("a form without name or address")
            md5 = parts.get("hash", "").removeprefix("md5:")
            found.append(
                Listed(
                    parts["formID"], parts["name"], parts["version"], md5, parts["downloadUrl"],
                    parts.get("manifestUrl", ""),
                )
            )  # fmt: skip
        return found

    def form(self, listed: Listed) -> bytes:
        """Fetch a form and compare its digest with the list's."""
        body = self._fetched(listed.download)
        if hashlib.md5(body, usedforsecurity=False).hexdigest() != listed.md5:
            raise CollectError("the form is not the one that was listed")
        return body

    def media(self, listed: Listed) -> dict[str, bytes]:
        """Fetch what belongs beside a form, and compare the digests."""
        if not listed.manifest:
            return {}
        found = {}
        for one in self._xml(listed.manifest).findall(f"{MANIFEST}mediaFile"):
            parts = {child.tag.removeprefix(MANIFEST): (child.text or "").strip() for child in one}
            body = self._fetched(parts["downloadUrl"])
            if hashlib.md5(body, usedforsecurity=False).hexdigest() != parts["hash"].removeprefix("md5:"):
                raise CollectError(f"{parts['filename']} is not the one that was listed")
            found[parts["filename"]] = body
        return found

    def fill(self, form: bytes, answers: dict[str, str], files: dict[str, bytes] | None = None) -> Instance:
        """Fill a form in from its own model: a leaf for each answer, moments and the instance's name by itself."""
        root = _parsed(form)
        model = root.find(f".//{XFORMS}instance")
        assert model is not None
        data = model[0]
        moment = self._clock().isoformat(timespec="milliseconds")
        own = {"start": moment, "end": moment, "instanceID": f"uuid:{uuid.uuid4()}"}
        left = {**own, **answers}
        for leaf in data.iter():
            name = leaf.tag.removeprefix(XFORMS)
            if len(leaf) == 0 and name in left:
                leaf.text = left.pop(name)
        if left:
            raise CollectError(f"the form does not ask for {sorted(left)}")
        return Instance(ET.tostring(data, encoding="utf-8", xml_declaration=True), dict(files or {}))

    def send(self, instance: Instance) -> str:
        """Send a filled form with its files; return what the server says. Raises CollectError, and it stays unsent."""
        where, most = self._where_to_send()
        for part in self._posts(instance, most):
            if self.cut_after is not None and self.posts >= self.cut_after:
                raise CollectError("the line broke")
            self.posts += 1
            response = self._post(where, part)
            if response.status_code not in {201, 202}:
                raise CollectError(f"{response.status_code}: {self._message(response)}")
            self.said = self._message(response)
        instance.is_sent = True
        return self.said

    def _where_to_send(self) -> tuple[str, int]:
        where = f"{self.server}/submission?deviceID=collect%3Aabc"
        response = self._asked("HEAD", where)
        if response.status_code != 204:
            raise CollectError(f"HEAD was answered {response.status_code}")
        moved = response.get("Location", where)
        if urlsplit(moved).hostname != urlsplit(where).hostname:
            raise CollectError("redirected to another host")
        if not urlsplit(moved).query:
            moved = f"{moved}?{urlsplit(where).query}"
        return moved, int(response.get("X-OpenRosa-Accept-Content-Length", 10_000_000))

    @staticmethod
    def _posts(instance: Instance, most: int) -> list[dict[str, bytes]]:
        """Return the files of each post: a new one begins where the next file would go over the size."""
        posts: list[dict[str, bytes]] = [{}]
        size = len(instance.xml)
        for name, content in instance.files.items():
            if posts[-1] and size + len(content) > most:
                posts.append({})
                size = len(instance.xml)
            posts[-1][name] = content
            size += len(content)
        for post in posts[:-1]:
            post["*isIncomplete*"] = b"yes"
        return [{"xml_submission_file": instance.xml, **post} for post in posts]

    def _post(self, where: str, parts: dict[str, bytes]) -> Any:
        pieces = []
        for name, content in parts.items():
            told = f'; filename="{name}"' if name != "*isIncomplete*" else ""
            kind = "text/xml" if name == "xml_submission_file" else "image/jpeg"
            head = (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{told}\r\nContent-Type: {kind}\r\n\r\n'
            )
            pieces.append(head.encode() + content + b"\r\n")
        body = b"".join(pieces) + f"--{BOUNDARY}--\r\n".encode()
        return self._asked("POST", where, body, f"multipart/form-data; boundary={BOUNDARY}")

    @staticmethod
    def _message(response: Any) -> str:
        try:
            found = _parsed(response.content).find(f"{RESPONSE}message")
        except ET.ParseError:
            return ""
        return (found.text or "") if found is not None else ""

    def _xml(self, address: str) -> ET.Element:
        response = self._asked("GET", address)
        if response.status_code != 200:
            raise CollectError(f"{address} was answered {response.status_code}")
        if "text/xml" not in response["Content-Type"]:
            raise CollectError("This is often caused by a network proxy.")
        if response.get("X-OpenRosa-Version") != "1.0":
            raise CollectError("not an OpenRosa server")
        return _parsed(response.content)

    def _fetched(self, address: str) -> bytes:
        response = self._asked("GET", address)
        if response.status_code != 200:
            raise CollectError(f"{address} was answered {response.status_code}")
        return bytes(response.content)

    def _asked(self, method: str, address: str, body: bytes = b"", kind: str = "") -> Any:
        """Ask once without credentials, as Collect does, and once more with them when challenged."""
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {"X-OpenRosa-Version": "1.0", "Date": self._date(), "User-Agent": "org.odk.collect.android/v2031.1"}
        secure = parts.scheme == "https"
        if self.is_let_in:
            shown = base64.b64encode(f"telephone:{self.secret}".encode()).decode()
            headers["Authorization"] = f"Basic {shown}"
        response: Any = self.client.generic(
            method, path, body, content_type=kind or "text/xml", secure=secure, headers=headers
        )
        if response.status_code != 401 or self.is_let_in:
            return response
        if not response.get("WWW-Authenticate", "").lower().startswith("basic") or not secure:
            raise CollectError("no way of signing in that the telephone knows")
        self.is_let_in = True
        return self._asked(method, address, body, kind)

    def _clock(self) -> datetime:
        return self.now + timedelta(seconds=self.clock_off_by)

    def _date(self) -> str:
        return self._clock().strftime("%a, %d %b %Y %I:%M:%S GMT")
