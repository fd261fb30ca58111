"""A process that looks at a store after a crash and prints what is there as JSON.

python -m tests.crash.witness setup     make the tables and the mission
python -m tests.crash.witness           print what is there
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from tests.crash.writer import MISSION, start_django


def setup() -> None:
    """Make the tables and the mission."""
    from django.core.management import call_command

    from tests.people import set_up_mission
    from tutela.kernel.clock import SYSTEM_CLOCK

    call_command("migrate", verbosity=0)
    set_up_mission(MISSION, "Mission in Orvane", SYSTEM_CLOCK)  # type: ignore[arg-type]


def seen() -> dict[str, object]:
    """Return the state of the chain, what its entries say was written, and what the tables hold."""
    from tutela.ledger.models import Entry
    from tutela.ledger.queries import payload, verify
    from tutela.mission.models import Area, AreaVersion, Partner, Snapshot

    facts = [(entry.event, payload(entry)) for entry in Entry.objects.filter(mission=MISSION)]
    result = verify(MISSION)
    return {
        "problem": result.problem,
        "said": {
            "partner": sorted(told["name"] for event, told in facts if event == "mission.partner_set"),
            "snapshot": sorted(told["filename"] for event, told in facts if event == "mission.snapshot_added"),
            "areas": sum(1 for event, _told in facts if event == "mission.areas_imported"),
        },
        "there": {
            "partner": sorted(Partner.objects.values_list("name", flat=True)),
            "snapshot": sorted(Snapshot.objects.values_list("filename", flat=True)),
            "numbers": sorted(Snapshot.objects.values_list("number", flat=True)),
            "areas": Counter(Area.objects.values_list("name", flat=True)),
            "versions": Counter(AreaVersion.objects.values_list("name", flat=True)),
        },
    }


if __name__ == "__main__":
    start_django()
    if "setup" in sys.argv:
        setup()
    else:
        sys.stdout.write(json.dumps(seen()))
