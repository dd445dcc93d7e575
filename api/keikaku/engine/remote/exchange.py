"""One query to a remote engine on a thread of its own: asked, asked again where that helps, and converted.

Whatever format is wanted, an engine is asked for one that it is known to write right, and pyoxigraph reads that and
writes the other, row by row: so the answers of all engines look alike, rows can be counted, and an answer that breaks
off is noticed even if the engine ends it as if it were whole.
"""

import random
import socket
from contextlib import suppress
from typing import IO, cast

from keikaku.engine.frames import FAILURE, message
from keikaku.engine.problems import ByteLimit, Overloaded, QueryProblem
from keikaku.engine.remote.body import Body
from keikaku.engine.remote.connection import Call, Reply
from keikaku.engine.remote.conversion import Conversion
from keikaku.engine.remote.problems import RemoteFailed, RemoteRefused, RemoteUnavailable
from keikaku.engine.remote.replica import CHECK_SECONDS, NO_ANSWER, Replica, Unanswered
from keikaku.engine.remote.replicas import RETRY_AFTER, Replicas
from keikaku.engine.remote.task import Task
from keikaku.engine.writer import AnswerWriter, BytesExceeded

TRIES = 3
FIRST_PAUSE = 0.1
"""Seconds before the second try, twice as many before the third, and up to half of that more by chance."""

_LONGEST_MESSAGE = 4_096


class Exchange:
    """Asks the replicas and sends frames, as a worker process does, to `connection`, which it closes at the end.

    `problem` is set before a FAILURE frame goes out.
    """

    def __init__(self, task: Task, replicas: Replicas, connection: socket.socket) -> None:
        self.problem: QueryProblem | None = None
        self._task, self._replicas, self._connection = task, replicas, connection
        self._call = Call(task.limits.seconds + CHECK_SECONDS)  # the engine may take its own time to give up

    def run(self) -> None:
        """Ask and convert; never raises."""
        with self._connection:
            try:
                replica, reply = self._asked()
                try:
                    self._convert(replica, reply)
                finally:
                    self._call.let_go()
                    reply.close()
            except BrokenPipeError:  # nobody reads any more
                return
            except QueryProblem as problem:
                self._fail(problem)
            except NO_ANSWER as error:
                self._fail(RemoteFailed(f"{type(error).__name__}: {error}"))

    def abort(self) -> None:
        """Cut the connection to the engine, from any thread."""
        self._call.abort()

    def _fail(self, problem: QueryProblem) -> None:
        # Its traceback would carry the parser to the thread that shows the problem, where it must not be freed.
        problem.__traceback__ = problem.__context__ = None
        self.problem = problem
        with suppress(OSError):
            self._connection.sendall(message(FAILURE, {}))

    def _asked(self) -> tuple[Replica, Reply]:
        """A reply with an answer in it; a `QueryProblem` if there is none after some tries."""
        for number in range(TRIES):
            if number:
                self._call.pause(FIRST_PAUSE * 2 ** (number - 1) * (1 + random.random() / 2))  # noqa: S311
            replica = self._replicas.next()
            try:
                return replica, self._asked_once(replica)
            except (*NO_ANSWER, Unanswered, RemoteRefused):
                if self._call.is_aborted:
                    break
                replica.circuit.failed()
        raise RemoteUnavailable(RETRY_AFTER)

    def _asked_once(self, replica: Replica) -> Reply:
        if not replica.is_known:
            replica.check()
        product, limits = replica.product, self._task.limits
        text, parameters = self._task.wording(product)
        accept = product.results if self._task.form in ("select", "ask") else product.triples
        reply = replica.ask(self._call, text, self._task.form, accept, parameters)
        try:
            if product.is_partial(reply.status, reply.headers):
                raise product.broken("timeout", limits.seconds)
            if reply.status != 200:
                raise self._problem(replica, reply)
            if replica.states_release:
                # Whoever changes the store says so before: if it holds the release now, it did all the while.
                replica.check_release(Call(CHECK_SECONDS))
        except BaseException:
            reply.close()
            raise
        replica.circuit.succeeded()
        return reply

    def _problem(self, replica: Replica, reply: Reply) -> Exception:
        words = reply.beginning(_LONGEST_MESSAGE).decode(errors="replace")
        problem = replica.product.problem(reply.status, words, self._task.limits.seconds)
        if reply.status == 429:
            after = reply.headers.get("Retry-After", "")
            return Overloaded(int(after) if after.isdecimal() else RETRY_AFTER)
        if reply.status in (502, 503, 504) and isinstance(problem, RemoteFailed):
            return Unanswered()
        return problem

    def _convert(self, replica: Replica, reply: Reply) -> None:
        task, product = self._task, replica.product
        body = Body(reply.read, product.repairs)
        head = {"form": task.form, "media_type": task.media_type}
        conversion = Conversion(
            cast(IO[bytes], body),
            reply.headers.get_content_type(),
            task.media_type,
            task.limits.rows,
            task.offset,
            lambda rows: AnswerWriter(self._connection, head, task.limits.bytes, rows),
        )
        try:
            if task.form == "ask":
                conversion.boolean()
            elif task.form == "select":
                cap = product.row_cap(reply.headers)
                conversion.solutions(are_cut=cap is not None and cap <= task.limits.rows + task.offset)
            else:
                conversion.triples(lambda number: self._are_cut(replica, number))
        except BytesExceeded:
            raise ByteLimit(task.limits.bytes) from None
        except (SyntaxError, ValueError):
            raise product.broken(body.words(), task.limits.seconds) from None

    def _are_cut(self, replica: Replica, triples: int) -> bool:
        def count(probe: str) -> int:
            return replica.count_triples(Call(self._task.limits.seconds), probe)

        return replica.product.caps_triples and replica.cap.is_reached(triples, count)
