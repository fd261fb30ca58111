"""The settings of an installation, with the doors' pages among its addresses."""

from tutela.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.doors_web.addresses"
