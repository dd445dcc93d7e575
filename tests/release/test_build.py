import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from keikaku.check import Report, check
from keikaku.problem import Problem
from keikaku.rdf import Iris, canonical_quads
from keikaku.rdf.namespaces import MP, RDFS
from keikaku.rdf.syntax import n_quads
from keikaku.release import Release, build
from keikaku.release.shelf import Shelf

SYNTAXES = {"ttl", "trig", "nq", "nt", "jsonld", "rdf"}
DAY = date(2026, 11, 22)


def files(place: Path) -> dict[str, bytes]:
    """The content of every file but the store's, whose files carry times and random names."""
    found = (path for path in place.rglob("*") if path.is_file())
    names = {path.relative_to(place).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith("store/")}


def test_a_release_has_all_that_the_house_promises(release: Release) -> None:
    dumps = {f"dumps/keikaku.{suffix}{gz}" for suffix in SYNTAXES for gz in ("", ".gz")}
    others = {"manifest.json", "report.ttl", "void.ttl", "dcat.ttl", "documents/142042/page.txt"}
    assert files(release.path).keys() == dumps | others


def test_the_digest_is_that_of_the_canonical_n_quads(release: Release) -> None:
    content = (release.dumps / "keikaku.nq").read_bytes()
    assert release.manifest.digest == sha256(content).hexdigest()
    assert release.id == f"2026-11-22-{release.manifest.digest[:12]}"
    assert release.path.name == release.id
    assert n_quads(canonical_quads(parse(content, RdfFormat.N_QUADS))) == content


@pytest.mark.parametrize("suffix", sorted(SYNTAXES))
def test_every_dump_is_the_whole_data(release: Release, quads: list[Quad], suffix: str) -> None:
    plain = release.dumps / f"keikaku.{suffix}"
    found = {quad.triple for quad in parse(path=plain)}
    assert len(found) == len({quad.triple for quad in quads})
    assert gzip.decompress(plain.with_name(plain.name + ".gz").read_bytes()) == plain.read_bytes()


def test_the_store_opens_read_only_with_the_data_and_its_description(
    release: Release, quads: list[Quad]
) -> None:
    store = Store.read_only(str(release.store))
    description = Iris().dataset_graph
    data = [quad for quad in store if quad.graph_name != description]
    assert n_quads(canonical_quads(data)) == (release.dumps / "keikaku.nq").read_bytes()
    described = Store()
    for name in ("void.ttl", "dcat.ttl"):
        described.load(path=release.path / name, format=RdfFormat.TURTLE, to_graph=description)
    assert set(described) == set(store.quads_for_pattern(None, None, None, description))


def test_the_manifest_counts_graphs_and_names_files(release: Release) -> None:
    manifest = json.loads((release.path / "manifest.json").read_bytes())
    store = Store.read_only(str(release.store))
    for graph in store.named_graphs():
        assert manifest["graphs"].pop(graph.value) == len(
            list(store.quads_for_pattern(None, None, None, graph))
        )
    assert manifest["graphs"] == {}
    expected = files(release.path)
    del expected["manifest.json"]
    assert manifest["files"] == {
        name: {"size": len(content), "sha256": sha256(content).hexdigest()}
        for name, content in expected.items()
    }
    assert list(manifest) == sorted(manifest)


def test_the_same_inputs_give_the_same_bytes(
    release: Release,
    tmp_path: Path,
    quads: list[Quad],
    conforming: Report,
    documents: Mapping[str, Path],
) -> None:
    shuffled = list(quads)
    random.Random(3).shuffle(shuffled)
    again = build(tmp_path / "again", shuffled, conforming, documents, issued=DAY).release
    assert files(again.path) == files(release.path)


def test_another_process_gives_the_same_bytes(
    release: Release, tmp_path: Path, documents: Mapping[str, Path]
) -> None:
    program = """
import sys
from datetime import date
from pathlib import Path
from pyoxigraph import parse
from keikaku.check import Report
from keikaku.release import build
folder, dump, page = map(Path, sys.argv[1:])
build(folder, set(parse(path=dump)), Report(()), {"142042/page.txt": page}, issued=date(2026, 11, 22))
"""
    (page,) = documents.values()
    subprocess.run(
        [sys.executable, "-c", program, tmp_path / "again", release.dumps / "keikaku.nq", page],
        env=os.environ | {"PYTHONHASHSEED": "11"},
        check=True,
    )
    assert files(Release.current(tmp_path / "again").path) == files(release.path)


def test_data_published_before_is_not_published_twice(
    release: Release,
    folder: Path,
    quads: list[Quad],
    more_quads: list[Quad],
    conforming: Report,
    documents: Mapping[str, Path],
) -> None:
    later = date(2026, 12, 1)
    next_one = build(folder, more_quads, conforming, documents, issued=later)
    assert next_one.new
    assert Release.current(folder) == next_one.release
    back = build(folder, quads, conforming, documents, issued=later)
    assert not back.new
    assert back.release == release == Release.current(folder)


def test_nothing_is_published_when_the_check_fails(
    folder: Path, quads: list[Quad], documents: Mapping[str, Path]
) -> None:
    nameless = [quad for quad in quads if quad.predicate not in (RDFS.label, MP.municipality)]
    report = check(nameless, {})
    assert not report.conforms
    with pytest.raises(Problem, match="Nothing is published"):
        build(folder, nameless, report, documents)
    assert not folder.exists()


def test_a_document_that_changed_after_reading_is_refused(
    release: Release,
    folder: Path,
    more_quads: list[Quad],
    conforming: Report,
    documents: Mapping[str, Path],
) -> None:
    documents["142042/page.txt"].write_text("別の頁\n")
    with pytest.raises(Problem, match="changed since it was read"):
        build(folder, more_quads, conforming, documents)
    assert sorted(path.name for path in folder.iterdir()) == [".lock", release.id, "current"]


def test_quads_outside_named_graphs_are_refused(
    release: Release, folder: Path, quads: list[Quad], conforming: Report
) -> None:
    stray = Quad(MP.Plan, RDFS.label, MP.Plan, DefaultGraph())
    with pytest.raises(ValueError, match="named graphs only"):
        build(folder, [*quads, stray], conforming, {})
    assert Release.current(folder) == release


def test_one_build_at_a_time(folder: Path, quads: list[Quad], conforming: Report) -> None:
    with Shelf.locked(folder), pytest.raises(Problem, match="Another process is building"):
        build(folder, quads, conforming, {})
    assert build(folder, quads, conforming, {}).new


def test_the_issue_date_is_that_of_source_date_epoch(
    folder: Path, quads: list[Quad], conforming: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1395964799")  # 2014-03-27T23:59:59Z
    assert build(folder, quads, conforming, {}).release.manifest.issued == date(2014, 3, 27)


def test_another_base_moves_data_and_addresses(folder: Path, conforming: Report) -> None:
    base = "http://localhost:8000/"
    city = Iris(base).municipality("142042")
    quad = Quad(city, RDFS.label, MP.Municipality, Iris(base).municipality_graph("142042"))
    release = build(folder, [quad], conforming, {}, base=base).release
    described = (release.path / "dcat.ttl").read_text()
    assert "@base <http://localhost:8000/> ." in described
    assert "http://localhost:8000/dumps/keikaku.ttl" in {
        quad.object.value
        for quad in parse(described, RdfFormat.TURTLE)
        if quad.predicate.value.endswith("downloadURL")
    }
