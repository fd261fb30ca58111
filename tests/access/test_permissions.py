"""Every permission follows the grammar, is explained, and is given to somebody."""

from __future__ import annotations

import pytest
from django.utils import translation

from tutela.access.permissions import GRAMMAR, SENTENCES, Permission
from tutela.access.rules import Compartment, Sensitivity
from tutela.mission.queries import post_templates
from tutela.policy.vocabulary import terms


@pytest.mark.parametrize("permission", Permission)
def test_it_follows_the_grammar_and_has_a_sentence(permission: Permission) -> None:
    assert GRAMMAR.match(permission)
    with translation.override("en"):
        sentence = str(permission.sentence)
    assert sentence[0].isupper()
    assert sentence.endswith(".")


def test_each_has_its_own_sentence() -> None:
    assert list(SENTENCES) == list(Permission)
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(Permission)


@pytest.mark.parametrize("wrong", ["mission:read", "mission:Mission:read", "know:incident:read", "x.y:z:w", "a:b:c\n"])
def test_the_grammar_tells_right_from_wrong(wrong: str) -> None:
    assert not GRAMMAR.match(wrong)


def test_every_right_of_a_post_is_a_permission_and_every_permission_is_given() -> None:
    given = {right for template in post_templates().values() for right in template.permissions}
    assert given <= set(Permission)
    # Setting a mission up is for the command line alone: before it there is no post.
    of_the_software = {
        Permission.DUTY_NOTE,
        Permission.NOTICE_RAISE,
        Permission.OUTBOX_SEND,
        Permission.SOURCE_CONTACT,
    }
    assert set(Permission) - given == {Permission.MISSION_CREATE, *of_the_software}


@pytest.mark.parametrize("role", post_templates())
def test_a_post_template_names_what_exists(role: str) -> None:
    template = post_templates()[role]
    assert template.component in terms("components")
    assert template.compartments <= set(Compartment)
    assert template.clearance in set(Sensitivity)
    assert template.section[0] == "A"
    assert 1 <= int(template.section[1:]) <= 24
    assert set(template.labels) == {"en", "fr"}


def test_nobody_reads_about_sources_by_template() -> None:
    assert not [role for role, held in post_templates().items() if Compartment.SOURCES in held.compartments]
