"""Work in processes: one for each task, so that one that ends badly takes nothing with it."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from typing import TypeVar

from keikaku.language import Text
from keikaku.problem import Place, Problem

T = TypeVar("T", bound=Callable[[], None])

# Forked from a process that has only loaded the program: loading it anew for each task would take longer than most.
_CONTEXT = get_context("forkserver")
_PRELOADED = ["keikaku.cli.building.work"]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


def done(tasks: Sequence[T], jobs: int) -> Iterator[tuple[T, Problem | None]]:
    """Each task when it is done, with what went wrong, at most `jobs` of them at a time."""
    _CONTEXT.set_forkserver_preload(_PRELOADED)
    waiting = list(reversed(tasks))
    running: dict[Connection, tuple[T, ForkServerProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                task = waiting.pop()
                ours, theirs = _CONTEXT.Pipe(duplex=False)
                process = _CONTEXT.Process(target=_do, args=(task, theirs), daemon=True)
                process.start()
                theirs.close()
                running[ours] = task, process
            ready = wait(list(running))
            for answer in [each for each in running if each in ready]:
                task, process = running.pop(answer)
                yield task, _outcome(answer, process)
    finally:
        for _, process in running.values():
            process.kill()


def _do(task: Callable[[], None], answer: Connection) -> None:
    try:
        task()
    except Problem as problem:
        answer.send((problem.what, problem.place, problem.advice))
    except OSError as error:
        answer.send(
            (
                Text(
                    f"ファイルの読み書きに失敗しました（{error}）。",
                    f"Reading or writing a file failed ({error}).",
                ),
                None,
                None,
            )
        )
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        answer.send(
            (
                Text(f"プログラムの誤りです（{error!r}）。", f"This is an error of the program ({error!r})."),
                None,
                None,
            )
        )
    else:
        answer.send(None)


def _outcome(answer: Connection, process: ForkServerProcess) -> Problem | None:
    try:
        said: tuple[Text, Place | None, Text | None] | None = answer.recv()
    except EOFError:
        process.join()
        code = process.exitcode
        return Problem(
            Text(f"処理が途中で終わりました（{code}）。", f"Its process ended early ({code})."),
            advice=Text("メモリが足りているか確かめてください。", "See whether there is enough memory."),
        )
    finally:
        answer.close()
    process.join()
    return Problem(*said) if said else None
