"""Bodies in chunks (RFC 9112, section 7.1), however the network cuts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.web.http.body import ChunkedBody, SizedBody
from keikaku.web.problem import HttpProblem


def fed(body: ChunkedBody | SizedBody, pieces: list[bytes]) -> tuple[bytes, bytes]:
    """The content, and what came after it."""
    content = rest = b""
    for piece in pieces:
        if body.is_whole:
            rest += piece
        else:
            more, rest = body.feed(piece)
            content += more
    return content, rest


def cut(data: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({place % (len(data) + 1) for place in places} | {len(data)})
    return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]


places = st.lists(st.integers(min_value=0, max_value=10_000), max_size=12)


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=6), places, st.booleans())
def test_any_cut_gives_the_same_content(chunks: list[bytes], cuts: list[int], is_adorned: bool) -> None:
    extension = b' ;a="b"' if is_adorned else b""
    trailer = b"Checksum: x\r\nOther: y\r\n" if is_adorned else b""
    data = b"".join(b"%x%b\r\n%b\r\n" % (len(chunk), extension, chunk) for chunk in chunks)
    data += b"0%b\r\n%b\r\n" % (extension, trailer)
    body = ChunkedBody()
    assert fed(body, cut(data + b"GET /", cuts)) == (b"".join(chunks), b"GET /")
    assert body.is_whole


@given(st.binary(max_size=60), places)
def test_a_body_of_known_length(content: bytes, cuts: list[int]) -> None:
    body = SizedBody(len(content))
    assert fed(body, cut(content + b"GET /", cuts)) == (content, b"GET /")
    assert body.is_whole


@pytest.mark.parametrize(
    "data",
    [
        b"hello\r\n",
        b"-1\r\n",
        b"+1\r\n",
        b"0x1\r\na\r\n",
        b"1_0\r\n",
        b"\r\n",
        b"ffffffffffffffff\r\n",
        b"1\r\nab\r\n",
        b"1;\n\r\na\r\n",
        b"1;" + b"a" * 5_000,
        b"0\r\n" + b"a: b\r\n" * 20_000,
    ],
    ids=lambda data: repr(data[:20]),
)
def test_what_is_not_in_chunks_is_refused(data: bytes) -> None:
    with pytest.raises(HttpProblem) as refused:
        ChunkedBody().feed(data)
    assert refused.value.kind.status == 400
