"""Checked graphs become a release: written aside, put in place whole, then made current."""

import os
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.rdf import DEFAULT_BASE, Iris
from keikaku.rdf.literal import string
from keikaku.release.content import Content
from keikaku.release.manifest import File
from keikaku.release.release import DOCUMENTS, REPORT, Release
from keikaku.release.shelf import Shelf
from keikaku.release.writing import write_release

if TYPE_CHECKING:
    from keikaku.check import Report


@dataclass(frozen=True, slots=True)
class Built:
    """The release that is current after a build; not `new` when the same data was published before."""

    release: Release
    new: bool


def issue_date() -> date:
    """Today (UTC), or the day of SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    if not re.fullmatch(r"[0-9]{1,11}", epoch):
        raise Problem(
            Text(
                f"SOURCE_DATE_EPOCH「{epoch}」は秒数ではありません。",
                f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds.",
            ),
            advice=Text(
                "1970年からの秒数にするか、消してください。", "Give the seconds since 1970, or unset it."
            ),
        )
    return datetime.fromtimestamp(int(epoch), UTC).date()


def build(
    folder: Path,
    quads: Iterable[Quad],
    report: "Report",
    documents: Mapping[str, Path],
    *,
    base: str = DEFAULT_BASE,
    issued: date | None = None,
    left_out: Mapping[str, Text] | None = None,
) -> Built:
    """Publish quads, all in named graphs, as the current release in `folder`; never are all of them in memory.

    `documents` are the source files by their path below `documents/`; `left_out` says which municipalities are
    not in the data, and why. Problem if the report does not conform, if a document is not the one that was read,
    if another build runs, or if the disk fails: the release that was current before then stays so.
    """
    # Here, since it brings pyshacl, which a server that only opens releases never needs.
    from keikaku.check import results

    if not report.conforms:
        raise Problem(
            Text("検査に通っていないので公開しません。", "Nothing is published: the check has failed."),
            advice=Text(
                "`keikaku check` で誤りを見て直してください。", "See what is wrong with `keikaku check`."
            ),
        )
    with _disk_problems(folder), Shelf.locked(folder) as shelf, shelf.staging() as (place, scratch):
        content = Content.write(quads, scratch)
        if standing := shelf.with_digest(content.digest):
            standing.verify()
            shelf.point_to(standing)
            return Built(standing, new=False)
        _copy(documents, content.checksums, place / DOCUMENTS)
        (place / REPORT).write_bytes(results(report, base))
        write_release(place, content, issued or issue_date(), Iris(base), dict(left_out or {}), scratch)
        release = shelf.put_up(place)
        shelf.point_to(release)
        return Built(release, new=True)


def _copy(documents: Mapping[str, Path], read: Collection[str], folder: Path) -> None:
    for name, source in documents.items():
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
        if str(string(File.at(copy).sha256)) not in read:
            raise Problem(
                Text("読み取った後に文書が変わりました。", "The document has changed since it was read."),
                Place(str(source)),
                Text("もう一度 `keikaku build` を実行してください。", "Run `keikaku build` again."),
            )


@contextmanager
def _disk_problems(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem(
            Text(f"リリースを書けませんでした（{error}）。", f"The release could not be written ({error})."),
            Place(str(folder)),
            Text(
                "空き容量と権限を確かめてください。これまでのリリースはそのまま残っています。",
                "Check free space and permissions. The release published before still stands.",
            ),
        ) from error
