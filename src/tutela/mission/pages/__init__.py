"""What people see of the mission: what it is, where it is, who is in it, and what it set itself."""

from __future__ import annotations

from tutela.mission.pages.areas import area_list, area_page, areas_json
from tutela.mission.pages.bases import base_list, bases_json
from tutela.mission.pages.overview import new_mandate, overview
from tutela.mission.pages.parameters import parameter_list, parameter_page
from tutela.mission.pages.people import new_password, new_person
from tutela.mission.pages.posts import give_up, new_post, post_list, post_page, take_up
from tutela.mission.pages.profile import profile_page
from tutela.mission.pages.snapshots import snapshot_list
from tutela.mission.pages.tokens import end_token, new_token, token_list
from tutela.mission.pages.units import new_partner, new_unit, unit_list

__all__ = [
    "area_list",
    "area_page",
    "areas_json",
    "base_list",
    "bases_json",
    "end_token",
    "give_up",
    "new_mandate",
    "new_partner",
    "new_password",
    "new_person",
    "new_post",
    "new_token",
    "new_unit",
    "overview",
    "parameter_list",
    "parameter_page",
    "post_list",
    "post_page",
    "profile_page",
    "snapshot_list",
    "take_up",
    "token_list",
    "unit_list",
]
