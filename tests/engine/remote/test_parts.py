"""The smaller pieces between us and a remote engine."""

import io
import urllib.request
from email.message import Message
from http.client import HTTPMessage
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.engine.remote.body import Body
from keikaku.engine.remote.cap import TripleCap
from keikaku.engine.remote.circuit import FAILURES, Circuit
from keikaku.engine.remote.credentials import Credentials
from keikaku.engine.remote.products import PRODUCTS, named, recognised
from keikaku.engine.remote.request import SparqlRequest
from keikaku.problem import Problem


def headers(**fields: str) -> HTTPMessage:
    found = HTTPMessage()
    for name, value in fields.items():
        Message.__setitem__(found, name.replace("_", "-"), value)
    return found


@given(
    st.lists(st.binary(min_size=1).map(lambda data: data.replace(b"c", b"a")), max_size=8), st.integers(1, 9)
)
def test_repairs_are_the_same_however_the_bytes_are_cut(parts, size):
    pieces = iter(parts)
    body = Body(lambda _: next(pieces, b""), ((b"aab", b"c"), (b"ba", b"cc")))
    found = b"".join(iter(lambda: body.read(size), b""))
    assert found == b"".join(parts).replace(b"aab", b"c").replace(b"ba", b"cc")


def test_a_body_remembers_what_was_said_last():
    body = Body(io.BytesIO(b"x" * 1000 + b"time out").read, ())
    while body.read():
        pass
    assert body.words().endswith("time out")


@pytest.mark.parametrize("cap", [300, 10_000, 100_000])
def test_a_silent_cap_is_found_by_asking_for_what_is_known(cap):
    def count(probe: str) -> int:
        side = probe.partition("VALUES ?o")[0].count("<urn:x-keikaku:") - 1
        return min(side * side, cap + 1)

    found = TripleCap()
    assert not found.is_reached(cap // 2, count)
    assert found.is_reached(cap, count)
    assert found.is_reached(cap + 1, count)


def test_an_engine_without_a_cap_is_asked_no_more_often_than_needed():
    probes = []

    def count(probe: str) -> int:
        probes.append(probe)
        side = probe.partition("VALUES ?o")[0].count("<urn:x-keikaku:") - 1
        return side * side

    found = TripleCap()
    assert not any(found.is_reached(number, count) for number in (5, 50, 500, 5_000))
    assert len(probes) == 1


def test_a_circuit_opens_after_failures_in_a_row_and_closes_with_a_success():
    circuit = Circuit()
    for _ in range(FAILURES):
        assert not circuit.is_open
        circuit.failed()
    assert circuit.is_open
    circuit.succeeded()
    assert not circuit.is_open


def test_a_request_is_a_form_by_post_with_every_parameter():
    text = "SELECT ?計 { ?s ?p '&=+ %' }"
    request = SparqlRequest("http://h/sparql", text, "select", "a/b", [("g", "1"), ("g", "2")]).authorized(
        "Bearer t"
    )
    assert (request.get_method(), request.full_url) == ("POST", "http://h/sparql")
    assert parse_qs((request.data or b"").decode()) == {"query": [text], "g": ["1", "2"]}
    found = {name.lower(): value for name, value in request.header_items()}
    assert found["accept"] == "a/b"
    assert found["authorization"] == "Bearer t"
    assert found["content-type"] == "application/x-www-form-urlencoded"
    assert found["user-agent"].startswith("keikaku/")


def test_a_text_made_to_hold_up_the_librarys_regular_expressions_does_not():
    """Its guess at the form of a query would take hours for this one."""
    SparqlRequest("http://h/sparql", "PREFIX " + ":<" * 200_000, "select", "a/b").authorized(None)


def test_an_update_is_a_form_too():
    request = SparqlRequest("http://h/update", "CLEAR ALL", "insert", "*/*").authorized(None)
    assert parse_qs((request.data or b"").decode()) == {"update": ["CLEAR ALL"]}


def test_credentials_come_from_the_environment_and_are_not_shown(monkeypatch):
    monkeypatch.setenv("K_USER", "reader")
    monkeypatch.setenv("K_PASSWORD", "秘密")
    credentials = Credentials.from_environment("K")
    assert credentials.header() == "Basic cmVhZGVyOuenmOWvhg=="
    assert "秘密" not in repr(credentials)
    monkeypatch.setenv("K_TOKEN", "token")
    with pytest.raises(Problem):
        Credentials.from_environment("K")
    monkeypatch.delenv("K_USER")
    with pytest.raises(Problem):
        Credentials.from_environment("K")
    monkeypatch.delenv("K_PASSWORD")
    assert Credentials.from_environment("K").header() == "Bearer token"


def test_a_digest_challenge_is_answered_rfc_2617_section_3_5():
    challenge = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'
    request = urllib.request.Request("http://www.nowhere.org/dir/index.html")
    answer = Credentials("Mufasa", "Circle Of Life").answer(request, headers(WWW_Authenticate=challenge))
    # Without qop the response is MD5(MD5(user:realm:password):nonce:MD5(GET:uri)), section 3.2.2.1.
    assert answer
    assert 'response="670fd8c2df070c60b045671b8b24ff02"' in answer
    assert Credentials().answer(request, headers(WWW_Authenticate=challenge)) is None
    assert Credentials("a", "b").answer(request, headers(WWW_Authenticate='Basic realm="x"')) is None


@pytest.mark.parametrize(
    ("server", "product"),
    [
        ("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu", "virtuoso"),
        ("Oxigraph/0.5.13", "oxigraph"),
        ("Apache Jena Fuseki (4.9.0)", "fuseki"),
        ("nginx", "sparql"),
    ],
)
def test_a_product_is_known_by_what_it_says_of_itself(server, product):
    assert recognised(headers(Server=server)) is PRODUCTS[product]


def test_a_product_that_is_not_known_is_said_with_those_that_are():
    assert named("qlever") is PRODUCTS["qlever"]
    with pytest.raises(Problem, match="unknown") as caught:
        named("unknown")
    assert "virtuoso" in caught.value.in_("ja")
