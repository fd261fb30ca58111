"""What the load needs of the store besides: a duty officer's session, counts, and an empty queue.

python -m bench.alert_desk sign-in    print the cookie of a desk that is open
python -m bench.alert_desk count      print how many alerts there are, and how many entries of their reception
python -m bench.alert_desk clear      set every open alert aside, as at the end of a watch
"""

from __future__ import annotations

import json
import sys

from tests.crash.writer import MISSION, start_django


def sign_in() -> str:
    """Return the cookie of a session of a desk of its own."""
    from django.conf import settings
    from django.test import Client

    from tests.people import put_in_post
    from tests.people import sign_in as signed
    from tutela.kernel.clock import SYSTEM_CLOCK

    known = put_in_post(MISSION, "joc_duty_officer", SYSTEM_CLOCK, slug="desk")  # type: ignore[arg-type]
    client = signed(Client(), known)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"


def count() -> str:
    """Return the counts as JSON."""
    from tutela.know.alerts.models import Alert
    from tutela.ledger.models import Entry

    entries = Entry.objects.filter(mission=MISSION, event="know.alerts.alert_received")
    return json.dumps({"alerts": Alert.objects.count(), "entries": entries.count()})


def clear() -> str:
    """Close what is open, so that the next measurement begins with an empty desk."""
    from tutela.know.alerts.models import Alert
    from tutela.ledger.command import maintenance

    with maintenance("a benchmark"):
        Alert.objects.filter(is_open=True).update(is_open=False, state="set_aside")
    return ""


if __name__ == "__main__":
    start_django()
    sys.stdout.write({"sign-in": sign_in, "count": count, "clear": clear}[sys.argv[1]]())
