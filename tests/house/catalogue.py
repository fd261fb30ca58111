"""Everything of the house imported once, so that its registers are full: commands, events, subscriptions, refusals."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

import tutela
from tutela.kernel.refusals import Refusal


@cache
def every_module() -> tuple[ModuleType, ...]:
    """Import every module but schema steps and the two that start a server or a program; return them by name."""
    names = [found.name for found in pkgutil.walk_packages(tutela.__path__, "tutela.")]
    left_out = (".migrations", ".wsgi", ".__main__")
    wanted = [name for name in sorted(names) if not any(f"{part}." in f"{name}." for part in left_out)]
    return tuple(import_module(name) for name in wanted)


def modules_named(last: str) -> list[ModuleType]:
    """Return the modules of a name in every app, and the modules of a package of that name."""
    return [module for module in every_module() if last in module.__name__.split(".")]


def every_refusal() -> list[type[Refusal]]:
    """Return each refusal that the house defines, the base first."""
    every_module()
    found: list[type[Refusal]] = [Refusal]
    for kind in found:
        found.extend(under for under in kind.__subclasses__() if under not in found)
    return [kind for kind in found if kind.__module__.startswith("tutela.")]
