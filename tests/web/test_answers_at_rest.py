"""Tags, caches, codings and origins: what HTTP says about an answer."""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator

import brotli
import pytest
import zstandard


def _ungzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return map(stream.decompress, pieces)


def _unbrotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    return map(brotli.Decompressor().process, pieces)


def _unzstandard(pieces: Iterable[bytes]) -> Iterator[bytes]:
    return map(zstandard.ZstdDecompressor().decompressobj().decompress, pieces)


DECODE = {"gzip": _ungzip, "br": _unbrotli, "zstd": _unzstandard}

SELECT = {"query": "SELECT ?s { ?s a ?o } ORDER BY ?s LIMIT 50"}


def raw(client, **headers) -> tuple:
    """The response and its bytes as they came."""
    with client.stream("GET", "/sparql", params=SELECT, headers=headers) as response:
        return response, b"".join(response.iter_raw())


def test_a_held_answer_is_not_sent_again(client):
    first = client.get("/sparql", params=SELECT)
    again = client.get(
        "/sparql", params=SELECT, headers={"if-none-match": f'"other", {first.headers["etag"]}'}
    )
    assert first.headers["etag"].startswith('"')
    assert again.status_code == 304
    assert again.content == b""
    assert "accept" in again.headers["vary"].lower()


def test_the_tag_holds_for_another_coding_of_the_same_answer(client):
    zipped, _ = raw(client, **{"accept-encoding": "gzip"})
    plain, _ = raw(client, **{"accept-encoding": "identity"})
    assert zipped.headers["etag"] != plain.headers["etag"]
    for tag in (zipped.headers["etag"], plain.headers["etag"], f"W/{plain.headers['etag']}", "*"):
        assert client.get("/sparql", params=SELECT, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "other",
    [
        {"query": "SELECT ?s { ?s a ?o } ORDER BY ?s LIMIT 51"},
        {**SELECT, "format": "csv"},
        {**SELECT, "format": "excel"},
        {**SELECT, "default-graph-uri": "https://w3id.org/keikaku/code"},
        {**SELECT, "named-graph-uri": "https://w3id.org/keikaku/code"},
    ],
)
def test_another_question_has_another_tag(client, other):
    tags = [client.get("/sparql", params=params).headers["etag"] for params in (SELECT, other)]
    assert tags[0] != tags[1]


@pytest.mark.parametrize("function", ["RAND()", "NOW()", "UUID()", "STRUUID()", "BNODE()", "\\u004EOW()"])
def test_what_changes_is_not_kept(client, function):
    response = client.get("/sparql", params={"query": f"SELECT ({function} AS ?x) {{}}"})
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


@pytest.mark.parametrize("params", [{"query": "nonsense"}, {"update": "CLEAR ALL"}])
def test_problems_are_not_kept(client, params):
    assert client.get("/sparql", params=params).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/", "/sparql", "/ontology", "/queries/", "/queries/projects-by-topic", "/data?default",
        "/doc/municipality/142042", "/doc/graph/142042/implementation-2014",
    ],
)  # fmt: skip
def test_a_page_that_is_held_is_not_sent_again(client, path):
    headers = {"accept": "text/html", "accept-language": "ja"}
    tag = client.get(path, headers=headers).headers["etag"]
    again = client.get(path, headers={**headers, "if-none-match": tag})
    assert (again.status_code, again.headers["etag"]) == (304, tag)
    other = client.get(path, headers={**headers, "accept-language": "en", "if-none-match": tag})
    assert other.status_code == 200


@pytest.mark.parametrize("coding", DECODE)
def test_compresses_what_is_worth_it(client, coding):
    response, content = raw(client, **{"accept-encoding": f"{coding}, compress"})
    _, plain = raw(client, **{"accept-encoding": "gzip;q=0"})
    assert response.headers["content-encoding"] == coding
    assert int(response.headers["content-length"]) == len(content) < len(plain)
    assert b"".join([*DECODE[coding]([content])]) == plain


@pytest.mark.parametrize("coding", DECODE)
def test_compresses_as_it_streams(client, coding):
    """The first piece that comes can be decoded although more than that is still to come."""
    params = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"}
    with client.stream("GET", "/sparql", params=params, headers={"accept-encoding": coding}) as response:
        decoded = DECODE[coding](response.iter_raw())
        assert next(decoded).startswith(b'{"head"')
        assert len(b"".join(decoded)) > 1_000_000


def test_each_coding_has_a_tag_of_its_own(client):
    tags = {raw(client, **{"accept-encoding": coding})[0].headers["etag"] for coding in (*DECODE, "identity")}
    assert len(tags) == 4


@pytest.mark.parametrize("coding", [*DECODE, "identity"])
def test_who_holds_a_coded_answer_is_told_that_it_holds(client, coding):
    tag = raw(client, **{"accept-encoding": coding})[0].headers["etag"]
    response, _ = raw(client, **{"accept-encoding": coding, "if-none-match": tag})
    assert (response.status_code, response.headers["etag"]) == (304, tag)


def test_who_cannot_read_what_it_holds_gets_the_answer(client):
    tag = raw(client, **{"accept-encoding": "br"})[0].headers["etag"]
    response, _ = raw(client, **{"accept-encoding": "identity", "if-none-match": tag})
    assert response.status_code == 200


def test_who_refuses_plain_bytes_gets_none(client):
    _, content = raw(client, **{"accept-encoding": "identity;q=0, gzip"})
    assert gzip.decompress(content).startswith(b'{"head"')
    small = client.get("/health", headers={"accept-encoding": "identity;q=0, gzip"})
    assert small.headers["content-encoding"] == "gzip"
    refused = client.get("/sparql", params=SELECT, headers={"accept-encoding": "identity;q=0"})
    assert refused.status_code == 406
    assert "gzip" in refused.json()["available"]


def test_leaves_small_answers_alone(client):
    with client.stream("GET", "/health", headers={"accept-encoding": "gzip"}) as response:
        assert "content-encoding" not in response.headers
        assert response.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK%7B%7D", "/sparql?query=bad", "/nowhere", "/dumps/keikaku.nt"]
)
def test_every_origin_may_read(client, path):
    response = client.get(path, headers={"origin": "https://example.org"})
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers
    exposed = response.headers["access-control-expose-headers"]
    for name in ("ETag", "Link", "Location", "Retry-After"):
        assert name in exposed


def test_preflight(client):
    headers = {
        "origin": "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,accept",
    }
    response = client.options("/sparql", headers=headers)
    assert response.status_code == 204
    assert {"GET", "HEAD", "POST"} <= set(response.headers["access-control-allow-methods"].split(", "))
    allowed = response.headers["access-control-allow-headers"].lower()
    assert "content-type" in allowed
    assert "accept" in allowed
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/sparql?query=ASK%7B%7D", "/nowhere", "/documents/x", "/static/style.css"]
)
def test_browsers_are_told_what_not_to_do(client, path):
    headers = client.get(path, headers={"accept": "text/html"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert re.findall("script-src [^;]*", policy) == ["script-src 'self'"]
    assert "unsafe" not in policy
    assert "server" not in headers
