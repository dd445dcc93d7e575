"""Work for a client ends when the client goes."""

import asyncio

import pytest
from starlette.requests import ClientDisconnect

from keikaku.web.http.departure import Departure, departure_of


async def endless(begun: asyncio.Event, ended: list[str]) -> None:
    try:
        begun.set()
        await asyncio.Event().wait()
    finally:
        ended.append("work")


@pytest.mark.asyncio
async def test_work_that_is_done_has_its_result() -> None:
    assert await Departure().interrupting(asyncio.sleep(0, "done")) == "done"


@pytest.mark.asyncio
async def test_who_goes_ends_the_work_and_the_task_goes_on() -> None:
    departure, begun, ended = Departure(), asyncio.Event(), list[str]()

    async def serve() -> str:
        with pytest.raises(ClientDisconnect):
            await departure.interrupting(endless(begun, ended))
        return "goes on"

    task = asyncio.create_task(serve())
    await begun.wait()
    departure.come()
    assert await task == "goes on"
    assert ended == ["work"]


@pytest.mark.asyncio
async def test_who_has_gone_before_gets_no_work_begun() -> None:
    departure, begun = Departure(), asyncio.Event()
    departure.come()
    with pytest.raises(ClientDisconnect):
        await departure.interrupting(endless(begun, []))
    assert not begun.is_set()


@pytest.mark.asyncio
async def test_a_cancelled_task_is_cancelled_and_no_departure() -> None:
    departure, begun, ended = Departure(), asyncio.Event(), list[str]()
    task = asyncio.create_task(departure.interrupting(endless(begun, ended)))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == ["work"]


def test_where_nobody_tells_of_a_departure_none_comes() -> None:
    assert not departure_of({"state": {}}).has_come
