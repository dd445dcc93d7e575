"""Processes that are killed, and what is left of them: no half answer taken for whole, no orphans, no leaks."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from live_service import Service, live_service, received, target

ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
SLOW = f"GET {target(f'SELECT (COUNT(*) AS ?n) {{ {ALL} }}')} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
STREAM = f"GET {target(f'SELECT * {{ {ALL} }}', format='csv')} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
LAST_CHUNK = b"\r\n0\r\n\r\n"
MEBIBYTE = 1 << 20


def workers(service: Service) -> set[int]:
    return service.processes().keys() - {service.process.pid}


def until(is_so: Callable[[], bool], service: Service) -> bool:
    """Whether it is so before two hundred questions to the service, ended or not, have been asked."""
    return any(is_so() or (not service.is_up() and is_so()) for _ in range(200))


@pytest.mark.usefixtures("stays_well")
class TestWorkers:
    def test_idle_ones(self, service: Service) -> None:
        """All at once, again and again."""
        for _ in range(5):
            end_all(service, signal.SIGKILL)
            assert service.query("ASK { ?s ?p ?o }").status == 200

    @pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM, signal.SIGABRT])
    def test_at_work(self, service: Service, end: signal.Signals) -> None:
        """The stream breaks off; its client can tell."""
        with service.connect() as connection:
            connection.sendall(STREAM)
            assert b" 200 " in connection.recv(65_536)
            end_all(service, end)
            assert not received(connection).endswith(LAST_CHUNK)

    @pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSEGV])
    def test_before_the_first_byte(self, service: Service, end: signal.Signals) -> None:
        """A problem, and not silence; the query is asked again if it was not what ended its worker."""
        with service.connect() as connection:
            connection.sendall(SLOW.replace(b"Host", b"Connection: close\r\nHost"))
            at_work(service)
            end_all(service, end)
            answer = received(connection)
        assert answer.split()[1] == (b"504" if end is signal.SIGKILL else b"500")
        assert b"application/problem+json" in answer

    def test_stopped(self, service: Service) -> None:
        """A worker that hangs is killed at its deadline."""
        with service.connect() as connection:
            connection.sendall(SLOW.replace(b"Host", b"Connection: close\r\nHost"))
            os.kill(at_work(service), signal.SIGSTOP)
            answer = received(connection)
        assert answer.split()[1] in {b"503", b"504"}


def at_work(service: Service) -> int:
    """The worker that computes, once there is one."""
    while True:
        for worker in workers(service):
            if is_running(worker):
                return worker


def end_all(service: Service, end: signal.Signals) -> None:
    """Send a signal to all workers; returns when none of them is left."""
    ended = workers(service)
    for worker in ended:
        os.kill(worker, end)
    while ended & workers(service):
        pass


def is_running(process: int) -> bool:
    """Whether a process is on a processor or waits for one."""
    try:
        return "R" in {
            task.read_text().rpartition(")")[2].split()[0]
            for task in Path(f"/proc/{process}/task").glob("*/stat")
        }
    except OSError:
        return False


@pytest.mark.parametrize("request_bytes", [STREAM, SLOW], ids=["in a stream", "in a silent query"])
def test_a_killed_service_leaves_no_processes(shipped_releases: Path, request_bytes: bytes) -> None:
    with live_service(shipped_releases, "--timeout", "60") as service:
        with service.connect() as connection:
            connection.sendall(request_bytes)
            if request_bytes is STREAM:
                connection.recv(65_536)
            service.process.kill()
            service.process.wait()
            assert not received(connection).endswith(LAST_CHUNK)
        assert until(lambda: not service.processes(), service)
    with live_service(shipped_releases) as again:
        assert again.query("ASK { ?s ?p ?o }").json["boolean"] is True


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    "request_bytes", [b"", STREAM, SLOW], ids=["idle", "in a stream", "in a silent query"]
)
def test_an_asked_end_comes_in_bounded_time(
    shipped_releases: Path, request_bytes: bytes, end: signal.Signals
) -> None:
    """Running queries are cut when their own time or that of the shutdown is over."""
    with live_service(shipped_releases, "--timeout", "2", "--shutdown", "2") as service:
        with service.connect() as connection:
            connection.sendall(request_bytes)
            service.process.send_signal(end)
            service.process.wait(20)
        assert until(lambda: not service.processes(), service)


def test_nothing_is_left_of_much_abuse(shipped_releases: Path) -> None:
    """No process, no descriptor and no memory that was not there before."""
    abuse = [
        f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
        "SELECT * { " * 5_000,
        f'SELECT * {{ {ALL} FILTER(STR(?c) = "{"a" * 300_000}") }} LIMIT 1000',
        f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(20_000)))} }} }}",
    ]
    with live_service(shipped_releases, "--timeout", "0.3", "--workers", "2") as service:
        for text in abuse:
            service.direct(text)
        before = footprint(service)
        for number in range(6):
            for text in abuse:
                service.direct(f"{text} # {number}")
        assert service.query("ASK { ?s ?p ?o }").json["boolean"] is True
        assert until(lambda: len(service.processes()) <= before[0] + 1, service)
        after = footprint(service)
    assert after[1] <= before[1] + 10
    assert after[2] <= before[2] + 64 * MEBIBYTE


def footprint(service: Service) -> tuple[int, int, int]:
    """Processes; descriptors and resident bytes of the one that serves."""
    processes = service.processes()
    descriptors = len(list(Path(f"/proc/{service.process.pid}/fd").iterdir()))
    return len(processes), descriptors, processes[service.process.pid]
