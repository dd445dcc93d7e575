"""What can go wrong between us and a remote engine. `unavailable` is for 503, `gateway` for 502."""

from typing import ClassVar

from keikaku.engine.problems import QueryProblem
from keikaku.language import Text
from keikaku.problem import Problem


class RemoteUnavailable(QueryProblem):
    """No replica of the remote engine answers at the moment; come again in `retry_after` whole seconds."""

    code: ClassVar[str] = "unavailable"

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(
            Text(
                "SPARQL エンジンに接続できません。", "the SPARQL engine behind this service does not answer."
            ),
            advice=Text(
                f"{retry_after} 秒ほど後にもう一度お試しください。", f"Try again in {retry_after} s."
            ),
        )


class RemoteFailed(QueryProblem):
    """The remote engine's answer is broken off, or is none: its own words where it has any."""

    code: ClassVar[str] = "gateway"

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(
            Text(
                f"SPARQL エンジンの応答が正しくありません: {words}",
                f"the SPARQL engine's answer is broken: {words}",
            )
        )


class RemoteRefused(Problem):
    """An endpoint that will never do as it is set up: wrong address, credentials or content."""

    def __init__(self, endpoint: str, words: str) -> None:
        super().__init__(
            Text(f"SPARQL エンジン {endpoint} を使えません: {words}", f"{endpoint} cannot be used: {words}."),
            advice=Text("docs/engines.md に設定の方法があります。", "docs/engines.md says how to set it up."),
        )
