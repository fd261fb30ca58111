"""A process that looks at a store after a crash and prints what is there as JSON.

python -m tests.crash.witness setup     make the tables and the mission
python -m tests.crash.witness alerts    print what is there of alerts
python -m tests.crash.witness           print what is there
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from tests.crash.writer import MISSION, start_django


def setup() -> None:
    """Make the tables, the mission and its areas."""
    from django.core.management import call_command

    from tests.people import country, set_up_mission
    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission.commands import import_areas

    call_command("migrate", verbosity=0)
    set_up_mission(MISSION, "Mission in Orvane", SYSTEM_CLOCK)  # type: ignore[arg-type]
    actor = system_actor("setup", MISSION, frozenset(Permission))
    import_areas(actor=actor, clock=SYSTEM_CLOCK, areas=country())


def seen() -> dict[str, object]:
    """Return the state of the chain, what its entries say was written, and what the tables hold."""
    from tutela.ledger.models import Entry
    from tutela.ledger.queries import payload, verify
    from tutela.mission.models import Area, AreaVersion, Partner, Snapshot

    facts = [(entry.event, payload(entry)) for entry in Entry.objects.filter(mission=MISSION)]
    result = verify(MISSION)
    written = Area.objects.exclude(code__startswith="OV")
    return {
        "problem": result.problem,
        "said": {
            "partner": sorted(told["name"] for event, told in facts if event == "mission.partner_set"),
            "snapshot": sorted(told["filename"] for event, told in facts if event == "mission.snapshot_added"),
            "areas": sum(1 for event, _told in facts if event == "mission.areas_imported") - 1,
        },
        "there": {
            "partner": sorted(Partner.objects.values_list("name", flat=True)),
            "snapshot": sorted(Snapshot.objects.values_list("filename", flat=True)),
            "numbers": sorted(Snapshot.objects.values_list("number", flat=True)),
            "areas": Counter(written.values_list("name", flat=True)),
            "versions": Counter(AreaVersion.objects.filter(area__in=written).values_list("name", flat=True)),
        },
    }


def imported() -> dict[str, object]:
    """Return the state of the chain and of the totals, the rows that entries name, and the incidents that are there."""
    from tutela.know.incidents.models import Harm, Incident, IncidentRevision
    from tutela.know.incidents.queries import totals_that_drifted
    from tutela.ledger.models import Entry
    from tutela.ledger.queries import payload, verify

    entries = Entry.objects.filter(mission=MISSION, event="know.incidents.incidents_imported").order_by("sequence")
    pieces = [payload(entry) for entry in entries]
    return {
        "problem": verify(MISSION).problem,
        "drifted": totals_that_drifted(MISSION),
        "rows": [(piece["first_row"], piece["last_row"]) for piece in pieces],
        "new": sum(piece["new"] for piece in pieces),
        "incidents": sorted(Incident.objects.values_list("source_key", "digest")),
        "revisions": IncidentRevision.objects.count(),
        "harm_of_nothing": Harm.objects.exclude(revision_id__in=Incident.objects.values("revision_key")).count(),
    }


def alerts() -> dict[str, object]:
    """Return the state of the chain, the alerts that are there, and those that entries say were received."""
    from tutela.know.alerts.models import Alert
    from tutela.ledger.models import Entry
    from tutela.ledger.queries import verify

    received = Entry.objects.filter(mission=MISSION, event="know.alerts.alert_received").order_by("sequence")
    return {
        "problem": verify(MISSION).problem,
        "references": [row.reference for row in Alert.objects.order_by("pk")],
        "received": list(received.values_list("subject", flat=True)),
    }


if __name__ == "__main__":
    start_django()
    if "setup" in sys.argv:
        setup()
    elif "alerts" in sys.argv:
        sys.stdout.write(json.dumps(alerts()))
    elif "import" in sys.argv:
        sys.stdout.write(json.dumps(imported()))
    else:
        sys.stdout.write(json.dumps(seen()))
