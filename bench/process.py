"""What a process and its children cost, as the kernel counts it (Linux)."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and its living descendants, so far."""
    return sum(map(_own_cpu_seconds, family(pid)))


def forget_peak(pid: int) -> None:
    """Count peaks of memory anew from here, for a process and its descendants."""
    for member in family(pid):
        Path(f"/proc/{member}/clear_refs").write_text("5")


def peak_memory(pid: int) -> dict[int, float]:
    """The most memory (resident, MB of 10^6 bytes) that a process and each of its descendants held at once."""
    return {member: peak for member in family(pid) if (peak := _peak(member))}


def _own_cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _peak(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM")), 0.0)
