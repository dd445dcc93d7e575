import asyncio

import pytest

from keikaku.engine.limits import Limits
from keikaku.engine.places import Places
from keikaku.engine.problems import Overloaded, ShareExceeded

pytestmark = pytest.mark.asyncio


def places(concurrent: int = 1, per_client: int = 9, queue: int = 9, seconds: float = 60) -> Places:
    return Places(
        Limits(seconds=seconds, concurrent=concurrent, concurrent_per_client=per_client, queue=queue)
    )


async def turns(found: Places, clients: str) -> tuple[list[str], list[asyncio.Task[None]]]:
    """Let clients ask one after the other; the list grows as they get their places."""
    order: list[str] = []

    async def ask(client: str) -> None:
        await found.take(client)
        order.append(client)

    tasks = [asyncio.create_task(ask(client)) for client in clients]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return order, tasks


async def test_clients_take_turns_however_many_queries_one_has_waiting():
    found = places()
    await found.take("x")
    order, tasks = await turns(found, "aaaabbc")
    for waiting in range(7, 0, -1):
        assert found.waiting == waiting
        found.free("x" if waiting == 7 else order[-1], slow=False)
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        tasks = [task for task in tasks if not task.done()]
    assert "".join(order) == "abcabaa"


async def test_a_client_at_its_limit_waits_while_others_pass():
    found = places(concurrent=3, per_client=1)
    order, tasks = await turns(found, "aab")
    assert order == ["a", "b"]
    assert (found.taken, found.waiting) == (2, 1)
    found.free("a", slow=False)
    await asyncio.gather(*tasks)
    assert order == ["a", "b", "a"]


async def test_who_finds_the_queue_full_is_told_when_to_come_again():
    found = places(queue=1, seconds=7)
    await found.take("a")
    _, [waiting] = await turns(found, "b")
    with pytest.raises(Overloaded) as refused:
        await found.take("c")
    assert refused.value.retry_after == 7
    found.free("a", slow=False)
    await waiting


async def test_nobody_waits_for_longer_than_a_query_may_take():
    found = places(seconds=0.01)
    await found.take("a")
    with pytest.raises(Overloaded):
        await found.take("b")
    assert found.waiting == 0
    found.free("a", slow=False)
    await found.take("c")


async def test_who_leaves_the_queue_takes_no_place():
    found = places()
    await found.take("a")
    order, [left, stays] = await turns(found, "bc")
    left.cancel()
    found.free("a", slow=False)
    await stays
    assert order == ["c"]
    assert found.taken == 1


async def test_who_is_called_and_leaves_at_the_same_time_gives_the_place_back():
    found = places()
    await found.take("a")
    _, [left] = await turns(found, "b")
    found.free("a", slow=False)
    left.cancel()
    await asyncio.wait([left])
    assert found.taken == 0


async def test_one_place_in_all_and_of_each_client_never_turns_slow():
    found = places(concurrent=4, per_client=3)
    for client in "aaab":
        await found.take(client)
    assert [found.turn_slow("a"), found.turn_slow("a")] == [None, None]
    assert isinstance(found.turn_slow("a"), ShareExceeded)
    assert found.turn_slow("b") is None
    assert type(found.turn_slow("b")) is Overloaded
    found.free("a", slow=True)
    assert found.turn_slow("a") is None


async def test_a_single_place_may_be_slow():
    found = places(concurrent=1, per_client=1)
    await found.take("a")
    assert found.turn_slow("a") is None


async def test_who_has_its_share_is_told_so_and_not_that_all_places_are_taken():
    found = places(concurrent=2, per_client=1, seconds=0.01)
    await found.take("a")
    with pytest.raises(ShareExceeded):
        await found.take("a")
    await found.take("b")
    with pytest.raises(Overloaded) as refused:
        await found.take("c")
    assert type(refused.value) is Overloaded


async def test_nobody_fills_more_than_half_of_the_queue():
    found = places(queue=4)
    await found.take("x")
    order, tasks = await turns(found, "aab")
    with pytest.raises(ShareExceeded):
        await found.take("a")
    for client in "xab":
        found.free(client, slow=False)
    await asyncio.gather(*tasks)
    assert order == ["a", "b", "a"]


async def test_closing_turns_away_who_waits_and_waits_for_who_runs():
    found = places()
    await found.take("a")
    _, [waiting] = await turns(found, "b")
    closing = asyncio.create_task(found.close(60))
    with pytest.raises(Overloaded):
        await waiting
    with pytest.raises(Overloaded):
        await found.take("c")
    assert not closing.done()
    found.free("a", slow=False)
    await closing


async def test_closing_waits_no_longer_than_it_should():
    found = places()
    await found.take("a")
    await found.close(0)
    assert found.taken == 1
