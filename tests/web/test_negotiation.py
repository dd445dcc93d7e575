"""RFC 9110, section 12, by its own examples and those of real clients."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.web.negotiation import choose_media_type, codings_for

OFFERED = ["application/json", "application/xml", "text/csv", "text/turtle", "text/html"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        pytest.param(None, "application/json", id="rfc9110-12.5.1-no-header"),
        pytest.param("", "application/json", id="empty"),
        pytest.param("*/*", "application/json", id="any"),
        pytest.param("text/*", "text/csv", id="text-any"),
        pytest.param("text/turtle", "text/turtle", id="one"),
        pytest.param("TEXT/Turtle", "text/turtle", id="case"),
        pytest.param("text/turtle; charset=utf-8", "text/turtle", id="parameter"),
        pytest.param("text/csv;header=present", "text/csv", id="csv-header-present"),
        pytest.param("text/csv;header=absent", "application/json", id="csv-header-absent-alone-is-no-range"),
        pytest.param("text/csv;header=absent, text/turtle;q=0.1", "text/turtle", id="csv-header-absent"),
        pytest.param("text/csv;q=0.3, text/turtle;q=0.7", "text/turtle", id="quality"),
        pytest.param("*/*, text/turtle", "text/turtle", id="named-before-wildcard-at-equal-quality"),
        pytest.param("text/*;q=0.9, text/turtle;q=0.1, */*;q=0.5", "text/csv", id="specific-below-wildcard"),
        pytest.param("text/turtle;q=0", None, id="only-refused"),
        pytest.param("text/turtle;q=0, text/*", "text/csv", id="refused-below-wildcard"),
        pytest.param("*/*;q=0", None, id="all-refused"),
        pytest.param("image/png", None, id="other"),
        pytest.param("bogus", "application/json", id="junk-is-no-range"),
        pytest.param("text/html, image/gif, *; q=.2, */*; q=.2", "text/html", id="java-url-connection"),
        pytest.param("image/gif, *; q=.2, */*; q=.2", "application/json", id="java-without-html"),
        pytest.param(
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", id="browser"
        ),
    ],
)
def test_chooses_a_media_type(accept, chosen):
    assert choose_media_type(accept, OFFERED) == chosen


@given(st.text(alphabet='ab/*;q=0.15, "\\', max_size=40))
def test_any_header_is_answered(accept):
    assert choose_media_type(accept, OFFERED) in [None, *OFFERED]


@pytest.mark.parametrize(
    ("accept_encoding", "best", "takes_plain"),
    [
        (None, None, True), ("", None, True), ("gzip", "gzip", True), ("compress, gzip", "gzip", True),
        ("gzip, br, zstd", "zstd", True), ("gzip, deflate, br", "br", True), ("br;q=0.5, gzip", "gzip", True),
        ("zstd;q=0, br;q=0, gzip;q=0.1", "gzip", True), ("gzip;q=0", None, True), ("*", "gzip", True),
        ("gzip;q=0, *", None, True), ("identity", None, True), ("identity, gzip;q=0.5", None, True),
        ("gzip;q=0.5, identity;q=0.5", "gzip", True), ("X-GZIP", "gzip", True), ("compress", None, True),
        ("identity;q=0", None, False), ("*;q=0", None, False), ("identity;q=0, gzip", "gzip", False),
        ("gzip, *;q=0", "gzip", False), ("compress, *;q=0", None, False), ("identity, *;q=0", None, True),
        ("gzip;q=junk", None, True),
    ],
)  # fmt: skip
def test_chooses_a_coding(accept_encoding, best, takes_plain):
    """RFC 9110, 12.5.3: the plain bytes are acceptable unless `identity;q=0` or `*;q=0` says no."""
    codings = codings_for(accept_encoding)
    assert (codings.best, codings.takes_plain) == (best, takes_plain)
