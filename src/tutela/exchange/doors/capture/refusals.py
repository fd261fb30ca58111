"""Why a report from the field is not taken; it then stays sealed on the telephone, and the page says why."""

from __future__ import annotations

from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence


class NotUnderstood(Refusal):
    """What came is no part of a report as this page sends it."""

    code = "capture_not_understood"
    status = 400

    def __init__(self) -> None:
        super().__init__(
            Sentence("What the telephone sent is not a report as this page sends it."),
            remedy=Sentence("Open the page again with a connection, so that it is the newest one, then send again."),
        )


class NotOpened(Refusal):
    """The envelope does not open here: changed on the way, or sealed for another mission."""

    code = "capture_not_opened"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            Sentence("This report does not open here: it was sealed for another mission, or it was damaged."),
            remedy=Sentence("Sign in in the mission in which it was written. Do not wipe the telephone before that."),
        )


class KeyGone(Refusal):
    """The key that opens the envelope is not on the server's keyring any more."""

    code = "capture_key_gone"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            Sentence("The server does not have the key for this report any more."),
            remedy=Sentence(
                "Do not wipe the telephone. Tell the people who run the server: the old key must come back."
            ),
        )


class SourceNotKept(Refusal):
    """The report says who told it, and the post that sends it may not lock that away: it would be lost."""

    code = "capture_source_not_kept"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            Sentence("The report says who told it, and your post may not lock that away."),
            remedy=Sentence("Sign in in a post that may; until then the report stays sealed on the telephone."),
        )
