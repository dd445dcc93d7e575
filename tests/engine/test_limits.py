from hypothesis import given
from hypothesis import strategies as st

from keikaku.engine.limits import Limits

MAXIMUM = Limits()


def test_a_client_can_lower_each_limit_of_its_query():
    lowered = MAXIMUM.lowered(seconds=0.5, memory=1_000, rows=10, bytes=500)
    assert (lowered.seconds, lowered.memory, lowered.rows, lowered.bytes) == (0.5, 1_000, 10, 500)


@given(st.floats(allow_nan=True), st.integers(), st.integers(), st.integers())
def test_nothing_a_client_asks_for_raises_a_limit_or_switches_it_off(seconds, memory, rows, size):
    lowered = MAXIMUM.lowered(seconds=seconds, memory=memory, rows=rows, bytes=size)
    assert 0 < lowered.seconds <= MAXIMUM.seconds
    assert 0 < lowered.memory <= MAXIMUM.memory
    assert 0 < lowered.rows <= MAXIMUM.rows
    assert 0 < lowered.bytes <= MAXIMUM.bytes
