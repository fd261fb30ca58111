"""No permission is a promise: each opens a command or a page."""

from __future__ import annotations

from tests.house.addresses import addresses
from tests.house.catalogue import every_module
from tutela.access.permissions import Permission
from tutela.ledger.command import COMMANDS

# What only the software may ask for, and no address opens: a source's number at the moment of sending.
ASKED_BY_QUERIES = {Permission.SOURCE_CONTACT}


def test_every_permission_opens_a_command_or_a_page() -> None:
    every_module()
    by_command = {permission for name, permission in COMMANDS.items() if name.startswith("tutela.")}
    by_page = {address.gate for address in addresses()}
    by_page |= {one for address in addresses() if address.door for one in address.door.permissions.values()}
    assert [
        permission.name for permission in Permission if permission not in by_command | by_page | ASKED_BY_QUERIES
    ] == []
