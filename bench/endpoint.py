"""`python -m bench endpoint`: ours against Oxigraph's own server and rdflib-endpoint, on the same store.

Every round asks each server in turn, so that whatever else the machine does meets all of them; ratios are of one round.
"""

import argparse
import asyncio
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import count, cycle, islice, repeat
from pathlib import Path
from random import Random

from bench import figure, peer, process
from bench.corpus import Corpus
from bench.figure import Figure, Target, above, alone, beside, compared, table
from bench.load import Load, Request, drive, get, merged, own_speed
from bench.peer import Server
from bench.question import AGGREGATES, ALL_ROWS, HOSTILE, JSON, KINDS, LIGHT, Kind, requests, whole
from bench.served import served
from keikaku.engine.embedded import EmbeddedEngine
from keikaku.release.release import Release

_SECONDS = 2.0
"""How long each server is asked for one kind of query in one round."""

_TEXTS = 6_000
"""Different texts of one kind and round; more than are asked in that time, or nearly."""

_LIMIT = 3.0
"""Seconds that a query may take in the mixed load."""

_WARM = 0.5
_CROWDS = (8, 32)


def measure(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """The tables, each as soon as it stands."""
    corpus = Corpus(arguments.plans)
    releases = served(corpus, folder)
    store = Release.current(releases).store
    yield f"\n{arguments.plans} plans of {corpus.projects} projects; {arguments.rounds} rounds"
    yield f"the load generator alone: {figure.short(asyncio.run(own_speed()))} requests/s"
    with ExitStack() as stack:
        ours = stack.enter_context(peer.keikaku(releases))
        theirs = stack.enter_context(peer.oxigraph(store))
        yield from _against(ours, theirs, corpus, _CROWDS, arguments.rounds, judged=True)
        yield _popular(ours, theirs, corpus, arguments.rounds)
        yield _all_rows(ours, theirs, arguments.rounds)
        if arguments.aggregates:
            yield _aggregates(ours, theirs, arguments.rounds)
    if arguments.rdflib:
        with peer.keikaku(releases) as ours, peer.rdflib_endpoint(store, folder) as theirs:
            yield from _against(ours, theirs, corpus, _CROWDS[:1], 1, judged=False)
    with peer.keikaku(releases, "--timeout", f"{_LIMIT}") as ours:
        mine = _under_attack(ours, corpus)
    with peer.oxigraph(store, "--timeout-s", f"{_LIMIT:.0f}") as theirs:
        yield _attacked(mine, _under_attack(theirs, corpus))
    yield table("A worker that was killed", [_replacement(store)])


def options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--plans", type=int, default=100, help="plans in the store (25,000 statements each)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rdflib", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument(
        "--aggregates", action=argparse.BooleanOptionalAction, default=True, help="queries over all plans"
    )


def _against(
    ours: Server, theirs: Server, corpus: Corpus, crowds: Sequence[int], rounds: int, judged: bool
) -> Iterator[str]:
    lone: list[Figure] = []
    crowded: dict[int, list[Figure]] = {clients: [] for clients in crowds}
    for kind in KINDS:
        is_dump = kind is KINDS[-1]
        mine, other = _rounds(kind, ours, theirs, corpus, 1, rounds)
        p50 = [load.milliseconds(0.5) for load in mine], [load.milliseconds(0.5) for load in other]
        p99 = [load.milliseconds(0.99) for load in mine], [load.milliseconds(0.99) for load in other]
        if is_dump:
            lone.append(
                compared(f"{kind.name}, p50", "ms", *p50, Target.at_most(1.1, " ×") if judged else None)
            )
        else:
            lone.append(
                above(f"{kind.name}, p50", "ms", *p50, Target.at_most(1, " ms above") if judged else None)
            )
        lone.append(compared(f"{kind.name}, p99", "ms", *p99))
        for clients in crowds:
            mine, other = _rounds(kind, ours, theirs, corpus, clients, rounds)
            least = Target.at_least(0.91 if is_dump else 0.6, " ×") if judged and clients == 8 else None
            refused = sorted(status for load in mine for status in load.errors)
            name = kind.name + (f" (ours refused: {refused})" if refused else "")
            rates = [load.per_second for load in mine], [load.per_second for load in other]
            crowded[clients].append(compared(name, "requests/s", *rates, least))
    yield table(f"One client, beside {theirs.name}", lone)
    for clients, figures in crowded.items():
        yield table(f"{clients} clients, beside {theirs.name}", figures)


def _rounds(
    kind: Kind, ours: Server, theirs: Server, corpus: Corpus, clients: int, rounds: int
) -> tuple[list[Load], list[Load]]:
    """The loads of both servers, round by round; each begins as often as the other."""
    loads: dict[str, list[Load]] = {ours.name: [], theirs.name: []}
    for number in range(rounds):
        for server in (ours, theirs) if number % 2 == 0 else (theirs, ours):
            asked = _asked(kind, corpus, server.path, seed=number * 64 + clients)
            asyncio.run(drive(server.port, asked, clients, _WARM))
            loads[server.name].append(asyncio.run(drive(server.port, asked, clients, _SECONDS)))
    return loads[ours.name], loads[theirs.name]


def _asked(kind: Kind, corpus: Corpus, path: str, seed: int) -> Iterator[Request]:
    return cycle(list(islice(requests(kind, corpus, path, seed), _TEXTS)))


def _popular(ours: Server, theirs: Server, corpus: Corpus, rounds: int) -> str:
    """The same query again and again, and again by clients that hold its answer."""
    text = next(requests(KINDS[2], corpus, ours.path, 0)).bytes.split(b" ")[1].split(b"query=")[1]
    tag = _tag_of(ours.port, text)
    rates: dict[str, list[float]] = {"ours": [], "known": [], "theirs": []}
    for _ in range(rounds):
        for name, server, headers in (
            ("ours", ours, ()),
            ("known", ours, (f"If-None-Match: {tag}",)),
            ("theirs", theirs, ()),
        ):
            lines = [
                f"GET {server.path}?query={text.decode()} HTTP/1.1",
                "Host: localhost",
                f"Accept: {JSON}",
            ]
            request = Request("\r\n".join([*lines, *headers, "", ""]).encode())
            load = asyncio.run(drive(server.port, repeat(request), 8, _SECONDS))
            rates[name].append(load.per_second)
    target = Target.at_least(0.9, " ×")
    return table(
        "One popular query (money per policy) at 8 clients, beside Oxigraph, which knows no caching",
        [
            compared("the whole answer each time", "requests/s", rates["ours"], rates["theirs"], target),
            compared("304 to a client that holds it", "requests/s", rates["known"], rates["theirs"], target),
        ],
    )


def _tag_of(port: int, text: bytes) -> str:
    from urllib.request import Request as Ask
    from urllib.request import urlopen

    address = f"http://127.0.0.1:{port}/sparql?query={text.decode()}"
    with urlopen(Ask(address, headers={"Accept": JSON})) as answer:
        tag: str = answer.headers["ETag"]
        return tag


def _all_rows(ours: Server, theirs: Server, rounds: int) -> str:
    """A long answer: when its first byte comes, when its last, and what memory it takes."""
    first: dict[str, list[float]] = {}
    last: dict[str, list[float]] = {}
    service: dict[str, list[float]] = {}
    worker: list[float] = []
    for number in range(rounds):
        for server in (ours, theirs):
            request = Request(get(server.path, f"{ALL_ROWS} # {number}", JSON))
            process.forget_peak(server.pid)
            load = asyncio.run(drive(server.port, iter([request]), 1, 60))
            peaks = process.peak_memory(server.pid)
            first.setdefault(server.name, []).append(load.replies[0].first * 1000)
            last.setdefault(server.name, []).append(load.replies[0].seconds * 1000)
            service.setdefault(server.name, []).append(peaks.pop(server.pid))
            if server is ours:
                worker.append(max(peaks.values()))
    a, b = ours.name, theirs.name
    return table(
        "100,000 rows as JSON, one client, beside Oxigraph",
        [
            beside("first byte", "ms", first[a], first[b], Target.at_most(150, " ms")),
            compared("last byte", "ms", last[a], last[b], Target.at_most(1.1, " ×")),
            beside("peak memory of the service", "MB", service[a], service[b]),
            alone("peak memory of the worker", "MB", worker, Target.at_most(100, " MB")),
        ],
    )


def _aggregates(ours: Server, theirs: Server, rounds: int) -> str:
    figures = []
    for name, text in AGGREGATES.items():
        refused: set[str] = set()
        seconds: dict[str, list[float]] = {ours.name: [], theirs.name: []}
        for number in range(rounds):
            for server in (ours, theirs):
                request = Request(get(server.path, whole(f"{text} # {number}"), JSON))
                load = asyncio.run(drive(server.port, iter([request]), 1, 60))
                seconds[server.name].append(load.replies[0].seconds * 1000)
                refused |= {f" (refused by {server.name})"} if load.errors else set()
        figures.append(
            compared(
                name + "".join(refused),
                "ms",
                seconds[ours.name],
                seconds[theirs.name],
                Target.at_most(1.1, " ×"),
            )
        )
    return table("Questions over all plans, one client, beside Oxigraph", figures)


def _under_attack(server: Server, corpus: Corpus) -> dict[str, float]:
    """Light queries beside three hostile clients, light ones of which 5 % are hostile, and what burns afterwards."""
    return asyncio.run(_attack(server, corpus))


async def _attack(server: Server, corpus: Corpus) -> dict[str, float]:
    light = requests(LIGHT, corpus, server.path, seed=1)
    hostile = cycle([Request(get(server.path, text, JSON), "hostile") for text in HOSTILE])
    await drive(server.port, light, 4, _WARM)
    beside, _ = await asyncio.gather(
        drive(server.port, light, 4, 4 * _LIMIT), drive(server.port, hostile, 3, 3 * _LIMIT, "127.0.0.2")
    )
    random = Random(1)
    mixed = (next(hostile) if random.random() < 0.05 else next(light) for _ in count())
    crowd = [drive(server.port, mixed, 1, 4 * _LIMIT, f"127.0.0.{address}") for address in range(10, 18)]
    calm = merged(await asyncio.gather(*crowd)).of(LIGHT.name)
    await asyncio.sleep(1)
    before, started = process.cpu_seconds(server.pid), time.perf_counter()
    await asyncio.sleep(1)
    burning = (process.cpu_seconds(server.pid) - before) / (time.perf_counter() - started)
    return {
        "p50": beside.milliseconds(0.5),
        "p99": beside.milliseconds(0.99),
        "errors": len(beside.errors),
        "answers": len(beside.replies),
        "mixed p99": calm.milliseconds(0.99),
        "mixed errors": len(calm.errors),
        "mixed answers": len(calm.replies),
        "burning": burning * 100,
        "memory": sum(process.peak_memory(server.pid).values()),
    }


def _attacked(ours: dict[str, float], theirs: dict[str, float]) -> str:
    none = Target.at_most(0)
    figures = [
        ("p50 beside three hostile clients", "ms", "p50", None),
        ("p99 beside three hostile clients", "ms", "p99", Target.at_most(100, " ms")),
        ("light queries answered meanwhile", "", "answers", None),
        ("light queries refused meanwhile", "", "errors", none),
        ("p99 of light queries among 5 % hostile ones", "ms", "mixed p99", None),
        ("light queries answered among them", "", "mixed answers", None),
        ("light queries refused among them", "", "mixed errors", none),
        ("CPU still burning one second after the last", "%", "burning", Target.at_most(3, " %")),
        ("peak memory of all processes", "MB", "memory", None),
    ]
    return table(
        f"Hostile queries under a limit of {_LIMIT:.0f} s, beside Oxigraph",
        [beside(name, unit, [ours[key]], [theirs[key]], target) for name, unit, key, target in figures],
    )


def _replacement(store: Path) -> Figure:
    return alone(
        "until the next one is ready", "ms", asyncio.run(_replacements(store)), Target.at_most(250, " ms")
    )


async def _replacements(store: Path) -> list[float]:
    engine = EmbeddedEngine(store)
    await engine.start()
    milliseconds = []
    try:
        await asyncio.sleep(1)
        for _ in range(5):
            full = engine.worker_pids
            started = time.perf_counter()
            os.kill(min(full), signal.SIGKILL)
            while not engine.worker_pids - full:
                await asyncio.sleep(0.001)
            milliseconds.append((time.perf_counter() - started) * 1000)
            await asyncio.sleep(0.5)
    finally:
        await engine.close(0)
    return milliseconds
