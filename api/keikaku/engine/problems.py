"""Why a query has no answer. Each class has a `code` for machines; the web maps codes to statuses."""

from typing import ClassVar

from keikaku.language import Text
from keikaku.problem import Place, Problem


class QueryProblem(Problem):
    """A query that is not answered, or not to its end; `code` says which of the cases below.

    `worker` is the number of the process that was asked, if one of ours was.
    """

    code: ClassVar[str] = "query"
    worker: int | None = None


class StoreUnreadable(Problem):
    """The engine's store cannot be opened; the engine's own words."""

    def __init__(self, store: str, words: str) -> None:
        super().__init__(
            Text(f"リリースの格納庫を開けません: {words}", f"the release's store cannot be opened: {words}"),
            Place(store),
        )


class QuerySyntaxError(QueryProblem):
    """The text is not SPARQL: what is wrong; 1-based `line` and `column` in characters where known."""

    code: ClassVar[str] = "syntax"

    def __init__(self, words: Text | str, line: int | None = None, column: int | None = None) -> None:
        said = Text(words, words) if isinstance(words, str) else words
        self.line, self.column, self.words = line, column, said.en
        super().__init__(
            Text(f"SPARQL の構文が正しくありません: {said.ja}", f"the query is not valid SPARQL: {said.en}"),
            Place("query", line=line, column=column) if line else None,
        )


class QueryFailed(QueryProblem):
    """Valid, but the engine cannot evaluate it, such as for an unknown function: its own words."""

    code: ClassVar[str] = "failed"

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(
            Text(f"クエリを実行できません: {words}", f"the query cannot be evaluated: {words}"),
        )


class QueryTooLong(QueryProblem):
    """The text has more bytes in UTF-8 than `Limits.query_bytes`."""

    code: ClassVar[str] = "too-long"

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            Text(
                f"クエリが長すぎます({size} バイト、上限 {limit} バイト)",
                f"the query is too long ({size} bytes; the limit is {limit})",
            ),
            advice=Text("クエリを分けてください。", "Split the query."),
        )


class QueryTooDeep(QueryProblem):
    """Brackets nest deeper than `Limits.nesting`, or there are more operators than `Limits.operators`."""

    code: ClassVar[str] = "too-deep"

    def __init__(self, found: int, limit: int, what: Text) -> None:
        super().__init__(
            Text(
                f"クエリが複雑すぎます({what.ja} {found}、上限 {limit})",
                f"the query is too complex ({what.en}: {found}; the limit is {limit})",
            ),
            advice=Text(
                "入れ子を減らすか、VALUES で値を並べてください。",
                "Nest less, or list the values with VALUES.",
            ),
        )


class UpdateRefused(QueryProblem):
    """The text is a SPARQL Update; releases never change."""

    code: ClassVar[str] = "update"

    def __init__(self) -> None:
        super().__init__(
            Text("このエンドポイントは読み取り専用です。", "this endpoint is read-only."),
            advice=Text(
                "SELECT、ASK、CONSTRUCT、DESCRIBE を使ってください。",
                "Use SELECT, ASK, CONSTRUCT or DESCRIBE.",
            ),
        )


class ServiceRefused(QueryProblem):
    """The query has a SERVICE clause; `target` is its IRI or variable as written."""

    code: ClassVar[str] = "service"

    def __init__(self, target: str) -> None:
        self.target = target
        super().__init__(
            Text(
                f"SERVICE による外部への問い合わせはできません: {target}",
                f"SERVICE to other endpoints is not allowed: {target}",
            ),
            advice=Text(
                "手元の SPARQL エンジンから、ここを SERVICE で呼び出せます。",
                "Call this endpoint by SERVICE from an engine of your own instead.",
            ),
        )


class VariableNotProjected(QueryProblem):
    """A value is given for a variable that the query does not have."""

    code: ClassVar[str] = "variable"

    def __init__(self, variable: str) -> None:
        self.variable = variable
        super().__init__(
            Text(
                f"値を与えた変数 ?{variable} を SELECT の変数に加えてください。",
                f"the variable ?{variable} is given a value but is not among the variables of SELECT.",
            )
        )


class TimeLimit(QueryProblem):
    """The query ran for longer than `seconds` and was stopped."""

    code: ClassVar[str] = "time"

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            Text(
                f"制限時間({seconds:g} 秒)を超えたため、クエリを止めました。",
                f"the query was stopped at the time limit of {seconds:g} s.",
            ),
            advice=Text(
                "範囲を絞る、LIMIT を付ける、またはダンプを使ってください。",
                "Narrow it, add LIMIT, or use the dumps.",
            ),
        )


class MemoryLimit(QueryProblem):
    """The query took more memory than `limit` bytes and was stopped."""

    code: ClassVar[str] = "memory"

    def __init__(self, limit: int) -> None:
        super().__init__(
            Text(
                f"メモリの上限({limit >> 20} MiB)を超えたため、クエリを止めました。",
                f"the query was stopped at the memory limit of {limit >> 20} MiB.",
            ),
            advice=Text(
                "並べ替えや集計の範囲を絞ってください。", "Narrow what is sorted, grouped or built up."
            ),
        )


class ByteLimit(QueryProblem):
    """The answer grew beyond `limit` bytes and was broken off."""

    code: ClassVar[str] = "bytes"

    def __init__(self, limit: int) -> None:
        super().__init__(
            Text(
                f"結果の大きさの上限({limit} バイト)を超えたため、途中で打ち切りました。",
                f"the answer was broken off at the limit of {limit} bytes.",
            ),
            advice=Text("LIMIT と OFFSET で分けてください。", "Split it with LIMIT and OFFSET."),
        )


class EngineCrashed(QueryProblem):
    """The worker ended while it ran the query; others were not touched and a new one stands."""

    code: ClassVar[str] = "crash"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "このクエリの実行中にエンジンが異常終了しました。",
                "the engine ended while it ran this query.",
            ),
            advice=Text("クエリを簡単にしてください。", "Simplify the query."),
        )


class WorkerKilled(EngineCrashed):
    """Somebody outside killed the worker, so that the query may well be asked again."""


class Overloaded(QueryProblem):
    """No place is free, or the service is closing; come again in `retry_after` whole seconds."""

    code: ClassVar[str] = "overloaded"

    what = Text("ただいま混み合っています。", "too many queries are running.")

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(
            self.what,
            advice=Text(
                f"{retry_after} 秒ほど後にもう一度お試しください。", f"Try again in {retry_after} s."
            ),
        )


class ShareExceeded(Overloaded):
    """The client itself has as many queries running or waiting as one client may."""

    code: ClassVar[str] = "share"
    what = Text(
        "一つの利用者が同時に実行できるクエリの数を超えました。",
        "too many queries of this client are running or waiting.",
    )
