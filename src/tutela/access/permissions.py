"""Every permission there is: `wing.app:object:verb`, sorted, each with a sentence for people."""

from __future__ import annotations

import re
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GRAMMAR = re.compile(r"^(?:access|ledger|mission|exchange|(?:know|assess|act|account)\.[a-z]+):[a-z_]+:[a-z_]+$")


class Permission(StrEnum):
    """A right that a post carries. The value is stored and written to the ledger: never rename one."""

    DUTY_EXCUSE = "account.duties:duty:excuse"
    DUTY_READ = "account.duties:duty:read"
    DUTY_NOTE = "account.duties:incident:note"
    DUTY_RECORD = "account.duties:record:add"
    DUTY_WITHDRAW = "account.duties:record:withdraw"
    LEDGER_READ = "account.timeline:ledger:read"
    LEDGER_VERIFY = "account.timeline:ledger:verify"
    PRODUCT_ISSUE = "account.products:assessment:issue"
    PRODUCT_PREPARE = "account.products:assessment:prepare"
    PRODUCT_READ = "account.products:assessment:read"
    DECISION_READ = "act.decisions:decision:read"
    DECISION_RECORD = "act.decisions:decision:record"
    THREAT_ASSESS = "assess.threats:threat:assess"
    THREAT_PROPOSE = "assess.threats:threat:propose"
    THREAT_RAISE = "assess.threats:threat:raise"
    THREAT_RANK = "assess.threats:threat:rank"
    THREAT_READ = "assess.threats:threat:read"
    IMPORT_READ = "exchange:import:read"
    IMPORT_RUN = "exchange:import:run"
    INCIDENT_CORRECT = "know.incidents:incident:correct"
    INCIDENT_IMPORT = "know.incidents:incident:import"
    INCIDENT_READ = "know.incidents:incident:read"
    INCIDENT_RECORD = "know.incidents:incident:record"
    AREA_CHANGE = "mission:area:change"
    BASE_CHANGE = "mission:base:change"
    MISSION_CREATE = "mission:mission:create"
    MISSION_READ = "mission:mission:read"
    MANDATE_SET = "mission:mandate:set"
    PARAMETER_SET = "mission:parameter:set"
    PARTNER_CHANGE = "mission:partner:change"
    POST_CHANGE = "mission:post:change"
    PROFILE_SET = "mission:profile:set"
    SNAPSHOT_ADD = "mission:snapshot:add"
    UNIT_CHANGE = "mission:unit:change"

    @property
    def sentence(self) -> str | Promise:
        """What a holder may do, in words."""
        return SENTENCES[self]


SENTENCES: dict[Permission, str | Promise] = {
    Permission.DUTY_EXCUSE: _("Excuse a duty of the policy once, with a reason."),
    Permission.DUTY_READ: _("Read where the mission stands against the policy."),
    Permission.DUTY_NOTE: _("Put on record incidents that set off a duty; for the software itself."),
    Permission.DUTY_RECORD: _("Record that something the policy asks for was done, or that something happened."),
    Permission.DUTY_WITHDRAW: _("Withdraw such a record that was made in error."),
    Permission.LEDGER_READ: _("Read the ledger of what was recorded, when and by which post."),
    Permission.LEDGER_VERIFY: _("Check that the ledger's chain is unbroken."),
    Permission.PRODUCT_ISSUE: _("Issue a threat assessment to leadership and UN Headquarters."),
    Permission.PRODUCT_PREPARE: _("Prepare a draft threat assessment."),
    Permission.PRODUCT_READ: _("Read issued threat assessments."),
    Permission.DECISION_READ: _("Read decisions and what the policy asked for first."),
    Permission.DECISION_RECORD: _("Record a decision and ask the policy what must come first."),
    Permission.THREAT_ASSESS: _("Score a threat's likelihood and impact, with reasons."),
    Permission.THREAT_PROPOSE: _("Ask for threat proposals from the pattern of incidents."),
    Permission.THREAT_RAISE: _("Raise, merge, reject or close a threat."),
    Permission.THREAT_RANK: _("Put the threats in order of priority."),
    Permission.THREAT_READ: _("Read the threat register."),
    Permission.IMPORT_READ: _("Read import reports."),
    Permission.IMPORT_RUN: _("Import data files."),
    Permission.INCIDENT_CORRECT: _("Correct an incident by a new revision."),
    Permission.INCIDENT_IMPORT: _("Take incidents over from an imported file."),
    Permission.INCIDENT_READ: _("Read incidents."),
    Permission.INCIDENT_RECORD: _("Record an incident."),
    Permission.AREA_CHANGE: _("Add or change areas."),
    Permission.BASE_CHANGE: _("Add or change bases."),
    Permission.MISSION_CREATE: _("Set up a mission."),
    Permission.MISSION_READ: _("Read the mission's mandate, areas, bases, parameters and posts."),
    Permission.MANDATE_SET: _("Record the mandate and its renewal."),
    Permission.PARAMETER_SET: _("Change a mission parameter, with a reason."),
    Permission.PARTNER_CHANGE: _("Add or change protection partners."),
    Permission.POST_CHANGE: _("Create posts and say who holds them."),
    Permission.PROFILE_SET: _("Say which parts the mission does not have, and who covers for them."),
    Permission.SNAPSHOT_ADD: _("Register a data file as a dated snapshot."),
    Permission.UNIT_CHANGE: _("Add or change units."),
}
