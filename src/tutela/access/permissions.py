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
    PRODUCT_ISSUE = "account.products:assessment:issue"
    PRODUCT_PREPARE = "account.products:assessment:prepare"
    PRODUCT_READ = "account.products:assessment:read"
    LEDGER_READ = "account.timeline:ledger:read"
    LEDGER_VERIFY = "account.timeline:ledger:verify"
    DECISION_READ = "act.decisions:decision:read"
    DECISION_RECORD = "act.decisions:decision:record"
    THREAT_ASSESS = "assess.threats:threat:assess"
    THREAT_PROPOSE = "assess.threats:threat:propose"
    THREAT_RAISE = "assess.threats:threat:raise"
    THREAT_RANK = "assess.threats:threat:rank"
    THREAT_READ = "assess.threats:threat:read"
    IMPORT_READ = "exchange:import:read"
    IMPORT_RUN = "exchange:import:run"
    OUTBOX_READ = "exchange:outbox:read"
    OUTBOX_SEND = "exchange:outbox:send"
    ALERT_HANDLE = "know.alerts:alert:handle"
    ALERT_READ = "know.alerts:alert:read"
    ALERT_RECEIVE = "know.alerts:alert:receive"
    ALERT_VERIFY = "know.alerts:alert:verify"
    ALERT_TELL = "know.alerts:community:tell"
    ALERT_FIGURES_SHARE = "know.alerts:figures:share"
    NOTICE_CHOOSE = "know.alerts:notice:choose"
    NOTICE_RAISE = "know.alerts:notice:raise"
    RESPONSE_RECORD = "know.alerts:response:record"
    COMMUNITY_CHANGE = "know.communities:community:change"
    COMMUNITY_READ = "know.communities:community:read"
    CONSULTATION_RECORD = "know.communities:consultation:record"
    INCIDENT_CORRECT = "know.incidents:incident:correct"
    INCIDENT_IMPORT = "know.incidents:incident:import"
    INCIDENT_READ = "know.incidents:incident:read"
    INCIDENT_RECORD = "know.incidents:incident:record"
    SOURCE_CONSENT = "know.sources:consent:record"
    IDENTITY_ASK = "know.sources:identity:ask"
    IDENTITY_DECIDE = "know.sources:identity:decide"
    IDENTITY_ERASE = "know.sources:identity:erase"
    SOURCE_CONTACT = "know.sources:source:contact"
    SOURCE_FIND = "know.sources:source:find"
    SOURCE_GRADE = "know.sources:source:grade"
    SOURCE_KEEP = "know.sources:source:keep"
    SOURCE_READ = "know.sources:source:read"
    VAULT_ROTATE = "know.sources:vault:rotate"
    AREA_CHANGE = "mission:area:change"
    BASE_CHANGE = "mission:base:change"
    MANDATE_SET = "mission:mandate:set"
    MISSION_CREATE = "mission:mission:create"
    MISSION_READ = "mission:mission:read"
    PARAMETER_SET = "mission:parameter:set"
    PARTNER_CHANGE = "mission:partner:change"
    POST_CHANGE = "mission:post:change"
    PROFILE_SET = "mission:profile:set"
    SNAPSHOT_ADD = "mission:snapshot:add"
    TOKEN_ISSUE = "mission:token:issue"  # noqa: S105  # a permission
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
    Permission.PRODUCT_ISSUE: _("Issue a threat assessment to leadership and UN Headquarters."),
    Permission.PRODUCT_PREPARE: _("Prepare a draft threat assessment."),
    Permission.PRODUCT_READ: _("Read issued threat assessments."),
    Permission.LEDGER_READ: _("Read the ledger of what was recorded, when and by which post."),
    Permission.LEDGER_VERIFY: _("Check that the ledger's chain is unbroken."),
    Permission.DECISION_READ: _("Read decisions and what the policy asked for first."),
    Permission.DECISION_RECORD: _("Record a decision and ask the policy what must come first."),
    Permission.THREAT_ASSESS: _("Score a threat's likelihood and impact, with reasons."),
    Permission.THREAT_PROPOSE: _("Ask for threat proposals from the pattern of incidents."),
    Permission.THREAT_RAISE: _("Raise, merge, reject or close a threat."),
    Permission.THREAT_RANK: _("Put the threats in order of priority."),
    Permission.THREAT_READ: _("Read the threat register."),
    Permission.IMPORT_READ: _("Read import reports."),
    Permission.IMPORT_RUN: _("Import data files."),
    Permission.OUTBOX_READ: _("Read what the software sent, to which post, and whether it arrived."),
    Permission.OUTBOX_SEND: _("Send what waits in the outbox; for the software itself."),
    Permission.ALERT_HANDLE: _(
        "Acknowledge alerts, ask for more, merge, set aside, hand over, escalate and close them."
    ),
    Permission.ALERT_READ: _("Read alerts and the alert desk."),
    Permission.ALERT_RECEIVE: _("Take in an alert."),
    Permission.ALERT_VERIFY: _("Verify what an alert says, each allegation on its own."),
    Permission.ALERT_TELL: _("Record what was told back to the community that gave an alert."),
    Permission.ALERT_FIGURES_SHARE: _(
        "Make figures of alerts for people outside the mission, small numbers suppressed."
    ),
    Permission.NOTICE_CHOOSE: _("Choose how one is told of new alerts."),
    Permission.NOTICE_RAISE: _("Tell posts of alerts that wait for them; for the software itself."),
    Permission.RESPONSE_RECORD: _("Record how the mission or others responded to an alert, or why nobody did."),
    Permission.COMMUNITY_CHANGE: _("Add or change communities, alert networks and protection plans."),
    Permission.COMMUNITY_READ: _("Read communities, alert networks and consultations."),
    Permission.CONSULTATION_RECORD: _("Record a consultation with a community."),
    Permission.INCIDENT_CORRECT: _("Correct an incident by a new revision."),
    Permission.INCIDENT_IMPORT: _("Take incidents over from an imported file."),
    Permission.INCIDENT_READ: _("Read incidents."),
    Permission.INCIDENT_RECORD: _("Record an incident."),
    Permission.SOURCE_CONSENT: _("Record what a source consents to, and withdraw it."),
    Permission.IDENTITY_ASK: _("Ask to see who a source is, with a reason."),
    Permission.IDENTITY_DECIDE: _("Decide, as custodian, who may see who a source is."),
    Permission.IDENTITY_ERASE: _("Erase who a source is, at the source’s request."),
    Permission.SOURCE_CONTACT: _("Send a message to a source without showing who it is; for the software itself."),
    Permission.SOURCE_FIND: _("Find a source by a telephone number."),
    Permission.SOURCE_GRADE: _("Grade how reliable a source is."),
    Permission.SOURCE_KEEP: _("Lock away who a source is."),
    Permission.SOURCE_READ: _("Read a source’s reference, grades, consents and risk, never who it is."),
    Permission.VAULT_ROTATE: _("Change the key under which identities are locked away."),
    Permission.AREA_CHANGE: _("Add or change areas."),
    Permission.BASE_CHANGE: _("Add or change bases."),
    Permission.MANDATE_SET: _("Record the mandate and its renewal."),
    Permission.MISSION_CREATE: _("Set up a mission."),
    Permission.MISSION_READ: _("Read the mission's mandate, areas, bases, parameters and posts."),
    Permission.PARAMETER_SET: _("Change a mission parameter, with a reason."),
    Permission.PARTNER_CHANGE: _("Add or change protection partners."),
    Permission.POST_CHANGE: _("Create posts and say who holds them."),
    Permission.PROFILE_SET: _("Say which parts the mission does not have, and who covers for them."),
    Permission.SNAPSHOT_ADD: _("Register a data file as a dated snapshot."),
    Permission.TOKEN_ISSUE: _("Issue and revoke tokens with which programs act in a post."),
    Permission.UNIT_CHANGE: _("Add or change units."),
}
