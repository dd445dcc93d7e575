"""From the format that an engine writes right to the one that is wanted, by pyoxigraph, row by row."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, Any, cast

import pyoxigraph as ox

from keikaku.engine.commas import written_type
from keikaku.engine.remote.problems import RemoteFailed
from keikaku.engine.rows import RowLimit
from keikaku.engine.worker import write_results
from keikaku.engine.writer import AnswerWriter


class CutRows(RowLimit):
    """Solutions of which the engine itself has left out some at the end."""

    def rest(self) -> bytes:
        """The last bytes."""
        rest = super().rest()
        self.truncated = True
        return rest


class Conversion:
    """What comes in `content_type` from `source` goes out through `writer_with`, given a row limit if it has rows.

    `most`: how many rows or triples may pass, after the first `skipped`. RemoteFailed for a format that nobody asked
    for.
    """

    def __init__(
        self,
        source: IO[bytes],
        content_type: str,
        media_type: str,
        most: int,
        skipped: int,
        writer_with: Callable[[RowLimit | None], AnswerWriter],
    ) -> None:
        self._source, self._content_type = source, content_type
        self._media_type, self._most, self._skipped = media_type, most, skipped
        self._writer_with = writer_with

    def boolean(self) -> None:
        """The answer to an ASK."""
        results = self._results()
        if not isinstance(results, ox.QueryBoolean):
            raise RemoteFailed("solutions where true or false was asked for")
        write_results(results, self._writer_with(None), self._media_type)

    def solutions(self, are_cut: bool) -> None:
        """The solutions of a SELECT; `are_cut` says that the engine left out some."""
        results = self._results()
        if not isinstance(results, ox.QuerySolutions):
            raise RemoteFailed("true or false where solutions were asked for")
        rows = (CutRows if are_cut else RowLimit)(written_type(self._media_type), self._most, self._skipped)
        write_results(results, self._writer_with(rows), self._media_type)

    def triples(self, are_cut: Callable[[int], bool]) -> None:
        """The triples of a CONSTRUCT or DESCRIBE; `are_cut` tells from their number whether some were left out."""
        writer, number = self._writer_with(None), 0

        def counted(triples: Iterator[ox.Quad]) -> Iterator[ox.Triple]:
            nonlocal number
            for number, quad in enumerate(triples, 1):  # noqa: B007
                yield quad.triple

        found = ox.parse(self._source, self._known(ox.RdfFormat))
        wanted = ox.RdfFormat.from_media_type(self._media_type)
        ox.serialize(
            counted(islice(found, self._skipped, self._skipped + self._most)),
            cast(IO[bytes], writer),
            format=wanted,
        )
        writer.end(number, truncated=next(found, None) is not None or are_cut(self._skipped + number))

    def _results(self) -> ox.QuerySolutions | ox.QueryBoolean:
        return ox.parse_query_results(self._source, format=self._known(ox.QueryResultsFormat))

    def _known(self, formats: Any) -> Any:
        if found := formats.from_media_type(self._content_type):
            return found
        raise RemoteFailed(f"content type {self._content_type}")
