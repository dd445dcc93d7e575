"""The limits of the endpoint, for people and programs."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from keikaku.engine.limits import Limits
from keikaku.language import Text
from keikaku.web.html import render
from keikaku.web.negotiation import choose_media_type
from keikaku.web.service import service_of

router = APIRouter(tags=["Service"])

_TEXTS = {
    "seconds": Text("クエリの計算時間(秒)", "seconds of computing for one query"),
    "answer_seconds": Text(
        "受信が遅い場合も含めた全体の時間(秒)", "seconds for a whole answer, slow readers included"
    ),
    "memory": Text("クエリが使えるメモリー(バイト)", "bytes of memory for one query"),
    "rows": Text("結果の行数またはトリプル数", "solutions or triples of one answer"),
    "bytes": Text("結果の大きさ(バイト)", "bytes of one answer"),
    "query_bytes": Text("クエリの長さ(バイト)", "bytes of a query's text"),
    "nesting": Text("括弧の入れ子の深さ", "depth of brackets in a query"),
    "operators": Text("演算子などの数", "operators, patterns and keywords in a query"),
    "concurrent": Text("同時に実行するクエリの数", "queries that run at once"),
    "concurrent_per_client": Text(
        "一つの利用者が同時に実行できるクエリの数", "queries of one client that run at once"
    ),
    "queue": Text("順番を待つクエリの数", "queries that wait for their turn"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit by its name, its value and what it counts."""

    name: str
    value: float
    text: Text


def limit_values(limits: Limits) -> list[Limit]:
    """All limits, in the order of their explanation."""
    return [Limit(name, getattr(limits, name), text) for name, text in _TEXTS.items()]


@router.get("/limits")
async def show_limits(request: Request) -> Response:
    """What one query may cost; a client can lower `seconds` by `timeout=`."""
    limits = limit_values(service_of(request).engine.limits)
    kind = choose_media_type(request.headers.get("accept"), ("application/json", "text/html"))
    if kind == "text/html":
        return render(request, "limits.html", {"limits": limits}, headers={"vary": "Accept"})
    return JSONResponse({limit.name: limit.value for limit in limits}, headers={"vary": "Accept"})
