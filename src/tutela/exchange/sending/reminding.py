"""Telling the next in line of alerts that nobody has acknowledged in time: looked for once a minute."""

from __future__ import annotations

from tutela.access.permissions import Permission
from tutela.access.rules import system_actor
from tutela.kernel.clock import Clock
from tutela.know.alerts.commands.notices import raise_notice
from tutela.know.alerts.queries.notice_checks import reminders_due
from tutela.mission.queries import missions


def remind_unacknowledged(clock: Clock) -> int:
    """Raise every alert that waits too long for somebody to take notice; return for how many that was new.

    The software acts by itself here, so it may do just this. It looks first: the command holds the mission's ledger.
    Any number of workers may do it at once: each alert and step is raised once.
    """
    raised = 0
    for mission in missions():
        actor = system_actor("notices", mission.code, frozenset({Permission.NOTICE_RAISE, Permission.ALERT_READ}))
        for alert, step in reminders_due(mission.code, now=clock.now()):
            raise_notice(actor=actor, clock=clock, alert=alert, step=step)
            raised += 1
    return raised
