"""Fields of query strings and forms, beside what the standard library makes of them."""

from urllib.parse import parse_qsl, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.web.problem import HttpProblem
from keikaku.web.protocol import parse_fields

encoded = st.text(alphabet="aZ0=&+%;_ \t\r\n-計\N{NO-BREAK SPACE}F3dD", max_size=40).map(str.encode)


@given(encoded)
def test_reads_what_the_standard_library_reads(data: bytes) -> None:
    try:
        expected = parse_qsl(data.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(HttpProblem) as refused:
            parse_fields(data)
        assert refused.value.kind.slug == "encoding"
    else:
        assert parse_fields(data) == expected


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_comes_through(text: str) -> None:
    assert parse_fields(f"query={quote_plus(text)}&x".encode()) == [("query", text), ("x", "")]


def test_too_many_fields_are_refused() -> None:
    assert len(parse_fields(b"a&" * 1_000)) == 1_000
    with pytest.raises(HttpProblem):
        parse_fields(b"a&" * 1_001)
