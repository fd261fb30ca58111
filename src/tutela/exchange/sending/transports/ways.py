"""Which way a message goes: a real server or gateway, or the folder of an exercise."""

from __future__ import annotations

from django.conf import settings

from tutela.exchange.sending.transports.exercise import ExerciseFolder
from tutela.exchange.sending.transports.mail import Mail, mail_state
from tutela.exchange.sending.transports.parcels import Transport
from tutela.exchange.sending.transports.sms import Sms, sms_state
from tutela.ledger.outbox import Channel

READY = "ready"
EXERCISE = "exercise"


def real_way(channel: Channel) -> Transport:
    """Return the way to the server or gateway of a channel."""
    return Mail() if channel is Channel.MAIL else Sms()


def state_of(channel: Channel, *, is_exercise: bool) -> str:
    """Return `ready`, `exercise`, or by a code why messages of a channel wait."""
    if is_exercise or settings.TUTELA_DEMO:
        return EXERCISE
    return mail_state() if channel is Channel.MAIL else sms_state()


def is_ready(channel: Channel, *, is_exercise: bool) -> bool:
    """Return whether messages of a channel leave at all."""
    return state_of(channel, is_exercise=is_exercise) in {READY, EXERCISE}


def way_for(channel: Channel, *, is_exercise: bool) -> Transport:
    """Return the way for a mission's messages; a mission that is an exercise never gets a real one."""
    is_folder = state_of(channel, is_exercise=is_exercise) == EXERCISE
    return ExerciseFolder(channel) if is_folder else real_way(channel)
