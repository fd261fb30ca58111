"""Which way a message goes: a real server or gateway, or the folder of an exercise."""

from __future__ import annotations

from tutela.exchange.sending.transports.exercise import ExerciseFolder
from tutela.exchange.sending.transports.mail import Mail
from tutela.exchange.sending.transports.parcels import Transport
from tutela.exchange.sending.transports.sms import Sms
from tutela.ledger.outbox import Channel
from tutela.ledger.outbox.ways import EXERCISE, way_out


def way_for(channel: Channel, *, is_exercise: bool) -> Transport:
    """Return the way for a mission's messages; a mission that is an exercise never gets a real one."""
    if way_out(channel, is_exercise=is_exercise) == EXERCISE:
        return ExerciseFolder(channel)
    return Mail() if channel is Channel.MAIL else Sms()
