"""The browser's pages."""

from __future__ import annotations

from tutela.web.policy.pages.coverage import policy, section
from tutela.web.policy.pages.lists import demand_list
from tutela.web.policy.pages.reading import demand, errata, paragraph, words
from tutela.web.policy.pages.roles import role, role_list

__all__ = ["demand", "demand_list", "errata", "paragraph", "policy", "role", "role_list", "section", "words"]
