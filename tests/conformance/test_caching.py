"""Entity tags and conditions (RFC 9110, 8.8 and 13), caching (RFC 9111) and content codings (RFC 9110, 8.4)."""

import gzip
import re

import brotli
import pytest
import zstandard

from live_service import Reply, Service, target

SELECT = target('SELECT ("計画" AS ?x) {}')
LARGE = target("SELECT * { ?s ?p ?o } LIMIT 200", format="csv")
TAGGED = {
    "query": SELECT,
    "large query": LARGE,
    "service description": "/sparql",
    "VoID": "/void",
    "DCAT": "/dcat",
    "graph": "/data?graph=https://w3id.org/keikaku/ontology",
}


@pytest.mark.parametrize("address", TAGGED.values(), ids=TAGGED)
def test_answers_have_a_strong_tag_that_stays(service: Service, address: str) -> None:
    """8.8.3: the same bytes, the same tag."""
    first, second = service.get(address), service.get(address)
    assert re.fullmatch(r'"[\x21\x23-\x7e]+"', first.headers["etag"])
    assert (first.headers["etag"], first.body) == (second.headers["etag"], second.body)


def test_different_answers_have_different_tags(service: Service) -> None:
    """8.8.1: a strong tag names one representation."""
    replies = [
        service.get(SELECT),
        service.get(target('SELECT ("別" AS ?x) {}')),
        service.get(SELECT, accept="text/csv"),
        service.get(SELECT, accept="application/sparql-results+xml"),
        service.get(SELECT, accept="application/xml"),
        service.get(SELECT + "&format=excel"),
        service.get(SELECT + "&default-graph-uri=http://example.org/g"),
        service.get(SELECT + "&named-graph-uri=http://example.org/g"),
    ]
    tags = [reply.headers["etag"] for reply in replies]
    assert len(set(tags)) == len(tags)


HELD = {
    "the tag": "{}",
    "the tag, weak": "W/{}",
    "anything": "*",
    "the last of a list": '"a", W/"b", {}',
    "the first of a list": '{}, "a"',
    "without spaces": '"a",{}',
    "with spaces": "  {}  ",
    "empty elements": ', ,{},"a"',
}


@pytest.mark.parametrize("held", HELD.values(), ids=HELD)
@pytest.mark.parametrize("address", TAGGED.values(), ids=TAGGED)
def test_what_is_held_is_not_sent_again(service: Service, address: str, held: str) -> None:
    """13.1.2 (weak comparison) and 15.4.5: the 304 has the fields by which caches work."""
    full = service.get(address)
    reply = service.get(address, if_none_match=held.format(full.headers["etag"]))
    assert (reply.status, reply.body) == (304, b"")
    for name in ("etag", "cache-control", "vary"):
        assert reply.headers[name] == full.headers[name]


@pytest.mark.parametrize("held", ['"another"', 'W/"another"', "", "bare", '"', "W/", '"a" "b"'])
def test_what_is_not_held_is_sent(service: Service, held: str) -> None:
    assert service.get(SELECT, if_none_match=held).status == 200


def test_head_is_conditional_too(service: Service) -> None:
    tag = service.get(SELECT).headers["etag"]
    assert service.exchange("HEAD", SELECT, {"if-none-match": tag}).status == 304


def test_post_is_never_304(service: Service) -> None:
    """13.1.2: 304 for GET and HEAD alone."""
    assert service.direct("ASK {}", if_none_match="*").status in {200, 412}


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "UUID()", "STRUUID()"])
def test_what_changes_is_not_kept(service: Service, call: str) -> None:
    """RFC 9111, 5.2.2.5."""
    reply = service.query(f"SELECT ({call} AS ?x) {{}}")
    assert reply.headers["etag"] is None
    assert reply.tokens("cache-control") == {"no-store"}
    assert service.get(target(f"SELECT ({call} AS ?x) {{}}"), if_none_match="*").status == 200


def test_answers_say_what_they_depend_on(service: Service) -> None:
    """12.5.5."""
    assert {"accept", "accept-encoding"} <= service.get(SELECT).tokens("vary")
    assert service.get(SELECT).headers["cache-control"]


@pytest.mark.parametrize("address", ["/sparql?query=oops", "/nothing/here", SELECT + "&format=png"])
def test_errors_are_not_kept(service: Service, address: str) -> None:
    assert "no-store" in service.get(address).tokens("cache-control")


# Accept-Encoding, and which codings it allows for an answer that is worth it.
ENCODINGS = {
    "none": (None, {""}),
    "empty": ("", {""}),
    "identity": ("identity", {""}),
    "gzip": ("gzip", {"gzip"}),
    "gzip in capitals": ("GZIP", {"gzip"}),
    "x-gzip": ("x-gzip", {"", "gzip", "x-gzip"}),
    "anything": ("*", {"", "gzip", "br", "zstd"}),
    "gzip after identity": ("gzip;q=0.5, identity", {""}),
    "gzip not at all": ("gzip;q=0", {""}),
    "everything but gzip": ("*, gzip;q=0", {"", "br", "zstd"}),
    "not identity": ("gzip, identity;q=0", {"gzip"}),
    "brotli": ("br", {"br"}),
    "zstd": ("zstd", {"zstd"}),
    "a browser": ("gzip, deflate, br, zstd", {"gzip", "br", "zstd"}),
    "unknown": ("bogus", {""}),
    "unknown and gzip": ("bogus, gzip;q=0.1", {"gzip"}),
    "malformed": ("gzip;q=x", {"", "gzip"}),
    "a long list": (", ".join(f"x-{n}" for n in range(2_000)) + ", gzip", {"gzip"}),
}


DECODERS = {
    "gzip": gzip.decompress,
    "x-gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


def plain(reply: Reply) -> bytes:
    coding = reply.headers["content-encoding"]
    return DECODERS[coding](reply.body) if coding else reply.body


@pytest.mark.parametrize(("accepted", "codings"), ENCODINGS.values(), ids=ENCODINGS)
def test_answers_are_compressed_as_asked(service: Service, accepted: str | None, codings: set[str]) -> None:
    """12.5.3."""
    headers = {} if accepted is None else {"accept-encoding": accepted}
    reply = service.exchange("GET", LARGE, headers)
    coding = reply.headers["content-encoding"] or ""
    assert reply.status == 200
    assert coding in codings
    assert "accept-encoding" in reply.tokens("vary")
    assert plain(reply) == service.get(LARGE).body
    assert (len(reply.body) < len(service.get(LARGE).body)) is bool(coding)


@pytest.mark.parametrize("accepted", ["*;q=0", "identity;q=0", "identity;q=0, *;q=0"])
def test_no_coding_at_all_may_be_refused(service: Service, accepted: str) -> None:
    """12.5.3: the answer is sent without a coding, unless that is excluded too."""
    reply = service.get(LARGE, accept_encoding=accepted)
    assert reply.status == 406 or plain(reply) == service.get(LARGE).body


def test_a_compressed_answer_has_a_tag_of_its_own(service: Service) -> None:
    """8.8.3.3: and either tag tells that the client holds it."""
    identity, packed = service.get(LARGE), service.get(LARGE, accept_encoding="gzip")
    assert identity.headers["etag"] != packed.headers["etag"]
    for held in (identity.headers["etag"], packed.headers["etag"]):
        assert service.get(LARGE, accept_encoding="gzip", if_none_match=held).status == 304


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_long_stream_is_compressed_whole(service: Service, coding: str) -> None:
    address = target("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 50000", format="tsv")
    reply = service.get(address, accept_encoding=coding)
    assert reply.is_complete
    assert plain(reply).count(b"\n") == 50_001
