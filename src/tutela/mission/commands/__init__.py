"""All writing of the mission app, one function a verb."""

from __future__ import annotations

from tutela.mission.commands.areas import import_areas
from tutela.mission.commands.bases import import_bases
from tutela.mission.commands.partners import set_partner
from tutela.mission.commands.posts import add_person, create_post, give_up_post, take_up_post
from tutela.mission.commands.profile import set_profile
from tutela.mission.commands.setup import create_mission, set_mandate, set_parameter
from tutela.mission.commands.snapshots import add_snapshot
from tutela.mission.commands.tokens import issue_token, revoke_token
from tutela.mission.commands.units import set_unit

__all__ = [
    "add_person",
    "add_snapshot",
    "create_mission",
    "create_post",
    "give_up_post",
    "import_areas",
    "import_bases",
    "issue_token",
    "revoke_token",
    "set_mandate",
    "set_parameter",
    "set_partner",
    "set_profile",
    "set_unit",
    "take_up_post",
]
