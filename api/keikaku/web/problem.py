"""Every error as `application/problem+json` (RFC 9457), or as a page for those who came with a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from keikaku.language import Language, Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the last part of its `type` IRI, the HTTP status, and a title that never varies."""

    slug: str
    status: int
    title: Text


SYNTAX = Kind("syntax", 400, Text("クエリの構文に誤りがあります", "The query has a syntax error"))
PARAMETER = Kind(
    "parameter", 400, Text("リクエストのパラメーターに誤りがあります", "A request parameter is wrong")
)
MALFORMED = Kind("malformed", 400, Text("HTTPとして読めません", "The request is not HTTP"))
VALUE = Kind("value", 422, Text("引数の値が合いません", "A parameter's value does not fit"))
ENCODING = Kind("encoding", 400, Text("UTF-8として読めません", "The request is not UTF-8"))
TOO_DEEP = Kind("too-deep", 400, Text("クエリの入れ子が深すぎます", "The query is nested too deeply"))
FAILED = Kind("failed", 400, Text("クエリを評価できません", "The query cannot be evaluated"))
UPDATE = Kind("update", 403, Text("更新は受け付けていません", "Updates are not accepted here"))
SERVICE = Kind(
    "service",
    403,
    Text("外部への問い合わせは許可されていません", "Querying this outside service is not allowed"),
)
NOT_FOUND = Kind("not-found", 404, Text("見つかりません", "Not found"))
GONE = Kind("gone", 410, Text("いまの版にはありません", "No longer in the data"))
METHOD = Kind("method", 405, Text("このメソッドは使えません", "This method is not allowed here"))
NOT_ACCEPTABLE = Kind(
    "not-acceptable",
    406,
    Text("求められた形式では提供していません", "None of the formats asked for is available"),
)
TOO_SLOW = Kind("too-slow", 408, Text("リクエストが届きませんでした", "The request did not arrive in time"))
TOO_LARGE = Kind("too-large", 413, Text("リクエストが大きすぎます", "The request is too large"))
MEDIA_TYPE = Kind("media-type", 415, Text("本文の形式を扱えません", "The body has an unsupported media type"))
HEAD_TOO_LARGE = Kind("head-too-large", 431, Text("ヘッダーが大きすぎます", "The header is too large"))
INTERNAL = Kind("internal", 500, Text("サーバー内部の誤りです", "Something went wrong on our side"))
TRANSFER_CODING = Kind(
    "transfer-coding", 501, Text("この転送符号化は使えません", "This transfer coding is not understood")
)
VERSION = Kind(
    "version", 505, Text("このHTTPのバージョンは使えません", "This version of HTTP is not spoken here")
)
CRASH = Kind("crash", 500, Text("クエリの実行が異常終了しました", "The query crashed the engine"))
SHARE = Kind("share", 429, Text("同時のクエリが多すぎます", "Too many queries at once from this client"))
OVERLOADED = Kind("overloaded", 503, Text("混み合っています", "The service is busy"))
TIME_LIMIT = Kind("time-limit", 504, Text("制限時間を超えました", "The query ran out of time"))
GATEWAY = Kind(
    "gateway", 502, Text("背後のエンドポイントが答えられません", "The endpoint behind this one failed")
)
ANSWER_SIZE = Kind("answer-size", 507, Text("結果が大きすぎます", "The answer is too large"))
MEMORY = Kind("memory", 507, Text("メモリーの上限を超えました", "The query needed too much memory"))

KINDS = (
    SYNTAX, PARAMETER, VALUE, MALFORMED, ENCODING, TOO_DEEP, FAILED, UPDATE, SERVICE, NOT_FOUND, GONE,
    METHOD, NOT_ACCEPTABLE, TOO_SLOW, TOO_LARGE, MEDIA_TYPE, HEAD_TOO_LARGE, SHARE, INTERNAL,
    TRANSFER_CODING, VERSION, CRASH, OVERLOADED, TIME_LIMIT, GATEWAY, ANSWER_SIZE, MEMORY,
)  # fmt: skip


class HttpProblem(Exception):
    """An error answer on its way to the client: its kind, what happened here, and what else the client can use."""

    def __init__(
        self,
        kind: Kind,
        detail: Text,
        extensions: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail.en)
        self.kind, self.detail = kind, detail
        self.extensions, self.headers = dict(extensions or {}), dict(headers or {})

    def members(self, base: str, language: Language) -> dict[str, object]:
        """The members of the problem object (RFC 9457, section 3.1), `type` being a section of our page on problems."""
        return {
            "type": f"{base}problem#{self.kind.slug}",
            "title": self.kind.title.in_(language),
            "status": self.kind.status,
            "detail": self.detail.in_(language),
            **self.extensions,
        }


def plain_problem(status: int, detail: str) -> HttpProblem:
    """The problem for an HTTP error that the framework raised by itself."""
    kind = next((kind for kind in KINDS if kind.status == status), None)
    if kind is None:
        phrase = HTTPStatus(status).phrase
        kind = Kind("http", status, Text(phrase, phrase))
    return HttpProblem(kind, Text(kind.title.ja, detail))
