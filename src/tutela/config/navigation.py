"""What the left side offers: the four wings, then the mission and the policy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.queries.board import pending_count
from tutela.know.alerts.queries import waiting_count
from tutela.know.sources.queries import waiting_count as requests_waiting
from tutela.web.components.navigation import Item, Navigation, Wing


def may(actor: object, permission: str) -> bool:
    """Return whether the actor's post carries the permission."""
    return isinstance(actor, Actor) and actor.may(permission)


def proposals_owed(actor: object) -> int:
    """Return how many proposals wait for somebody in this post to raise, merge or reject them."""
    if not (isinstance(actor, Actor) and actor.may(Permission.THREAT_RAISE)):
        return 0
    return pending_count(actor)


def unacknowledged(actor: object) -> int:
    """Return how many alerts nobody has taken notice of, for somebody whose post works at the desk."""
    if not (isinstance(actor, Actor) and actor.may(Permission.ALERT_HANDLE)):
        return 0
    return waiting_count(actor)


def identities_asked(actor: object) -> int:
    """Return how many requests to see who a source is wait for the actor as custodian."""
    if not (isinstance(actor, Actor) and actor.may(Permission.IDENTITY_DECIDE)):
        return 0
    return requests_waiting(actor)


POLICY = (
    Item("policy", _("What it demands"), "policy:policy", "book-2"),
    Item("policy-roles", _("Roles"), "policy:roles", "user-circle"),
    Item("policy-errata", _("Unclear points"), "policy:errata", "help-circle"),
)
WINGS = (
    Wing("start", "", (Item("home", _("Home"), "home", "home"),)),
    Wing(
        "know",
        _("Know"),
        (
            Item("desk", _("Alert desk"), "alerts:desk", "bell-ringing", Permission.ALERT_READ, unacknowledged),
            Item("phone", _("Take in an alert"), "doors:phone", "phone-incoming", Permission.ALERT_RECEIVE),
            Item("incidents", _("Incidents"), "incidents:list", "list-details", Permission.INCIDENT_READ),
            Item("map", _("Map"), "map:map", "map-2", Permission.INCIDENT_READ),
            Item("capture", _("Field reports"), "doors:capture", "map-pin", Permission.ALERT_RECEIVE),
            Item("sources", _("Sources"), "sources:list", "user-shield", Permission.SOURCE_READ),
            Item(
                "source-requests",
                _("Requests for identities"),
                "sources:requests",
                "eye",
                Permission.IDENTITY_DECIDE,
                identities_asked,
            ),
            Item("communities", _("Communities"), "communities:list", "home-heart", Permission.COMMUNITY_READ),
            Item("networks", _("Alert networks"), "communities:networks", "bell", Permission.COMMUNITY_READ),
            Item("ways", _("Ways in"), "doors:ways", "login-2", Permission.ALERT_RECEIVE),
            Item("notices", _("How I am told"), "alerts:notices", "bell", Permission.NOTICE_CHOOSE),
        ),
    ),
    Wing(
        "assess",
        _("Assess"),
        (
            Item("threats", _("Threats"), "threats:board", "target-arrow", Permission.THREAT_READ),
            Item("proposals", _("Proposals"), "threats:proposals", "bulb", Permission.THREAT_READ, proposals_owed),
        ),
    ),
    Wing(
        "act",
        _("Act"),
        (
            Item("decisions", _("Decisions"), "decisions:list", "file-text", Permission.DECISION_READ),
            Item("ask", _("Ask the policy"), "decisions:acts", "shield-check", Permission.DECISION_READ),
            Item("act", _("What comes here"), "act", "shield-half"),
        ),
    ),
    Wing(
        "account",
        _("Account"),
        (
            Item("duties", _("Compliance"), "duties:board", "checklist", Permission.DUTY_READ),
            Item("mine", _("What I owe"), "duties:mine", "clipboard-list", Permission.DUTY_READ),
            Item("alert-figures", _("Response figures"), "alerts:figures", "chart-bar", Permission.ALERT_READ),
            Item("products", _("Threat assessments"), "products:list", "report-analytics", Permission.PRODUCT_READ),
            Item("ledger", _("Ledger"), "timeline:ledger", "notebook", Permission.LEDGER_READ),
        ),
    ),
    Wing(
        "mission",
        _("Mission"),
        (
            Item("mission", _("Overview"), "mission:overview", "world", Permission.MISSION_READ),
            Item("areas", _("Areas"), "mission:areas", "map-pin", Permission.MISSION_READ),
            Item("bases", _("Bases"), "mission:bases", "building-community", Permission.MISSION_READ),
            Item("posts", _("Posts"), "mission:posts", "users", Permission.MISSION_READ),
            Item("tokens", _("Tokens"), "mission:tokens", "key", Permission.TOKEN_ISSUE),
            Item("units", _("Units and partners"), "mission:units", "users-group", Permission.MISSION_READ),
            Item(
                "parameters", _("Parameters"), "mission:parameters", "adjustments-horizontal", Permission.MISSION_READ
            ),
            Item("profile", _("Profile"), "mission:profile", "circle-dashed", Permission.MISSION_READ),
            Item("imports", _("Data imports"), "exchange:runs", "upload", Permission.IMPORT_READ),
            Item("outbox", _("Outbox"), "outbox:outbox", "inbox", Permission.OUTBOX_READ),
        ),
    ),
    Wing("policy", _("Policy"), POLICY),
)


NAVIGATION = Navigation(wings=WINGS, allows=may, search="search", paragraph="policy:paragraph", account="access:posts")
