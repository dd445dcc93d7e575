"""The endpoints that hold the same data: which one is asked next."""

import itertools

from keikaku.engine.remote.problems import RemoteRefused, RemoteUnavailable
from keikaku.engine.remote.replica import NO_ANSWER, Replica, Unanswered

RETRY_AFTER = 5
"""Whole seconds after which a client may try again when no endpoint answers."""


class Replicas:
    """Gives the endpoints in turn, without those that do not answer."""

    def __init__(self, replicas: list[Replica]) -> None:
        self._replicas = replicas
        self._turns = itertools.count()

    def next(self) -> Replica:
        """An endpoint to ask; RemoteUnavailable if all are left alone now."""
        for _ in self._replicas:
            replica = self._replicas[next(self._turns) % len(self._replicas)]
            if not replica.circuit.is_open:
                return replica
        raise RemoteUnavailable(RETRY_AFTER)

    def check(self, strictly: bool = False) -> None:
        """Ask each whether it answers; RemoteRefused of one that never will, if `strictly`."""
        for replica in self._replicas:
            try:
                replica.check()
            except (*NO_ANSWER, Unanswered):
                replica.circuit.failed()
            except RemoteRefused:
                replica.circuit.failed()
                if strictly:
                    raise

    def close(self) -> None:
        """Close what is idle."""
        for replica in self._replicas:
            replica.close()
