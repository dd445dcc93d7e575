import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.problem import Problem
from keikaku.read.encoding import decode

TEXT = "髙﨑市の計画①\r\n（１）子育て支援の充実 \r\nさまざまな取り組みを進めます。\r\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp932", "cp932"),
    ],
)
def test_the_encodings_of_japanese_texts(encoding: str, found: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == (TEXT, found)


def test_euc() -> None:
    text = "子育て支援の充実をすすめます。\n"
    assert decode(text.encode("euc_jis_2004"), "a.txt") == (text, "euc_jis_2004")


@pytest.mark.parametrize(
    ("data", "said", "place"),
    [
        pytest.param(b"%PDF-1.7\n", "it is a PDF", (None, None), id="PDF"),
        pytest.param(b"PK\x03\x04abc", "ZIP", (None, None), id="ZIP"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1", "old Office", (None, None), id="Office"),
        pytest.param(b"", "empty", (None, None), id="empty"),
        pytest.param(b" \r\n ", "empty", (None, None), id="blank"),
        pytest.param("市民\nまち\x00".encode(), r"U\+0000", (2, 3), id="NUL"),
        pytest.param("市民\nまち\x1b[0m".encode(), r"U\+001B", (2, 3), id="escape"),
        pytest.param("市民\n".encode() + b"\xe5\xb8", "ends in the middle", (2, 1), id="cut off"),
        pytest.param("市民\nまち".encode() + b"\xff\xfe\n", "0xff", (2, 3), id="damaged UTF-8"),
        pytest.param(
            ("ひらがなの文\n" * 3).encode("cp932") + b"\x81\x00\n" + "ひらがな\n".encode("cp932"),
            "0x81",
            (4, 1),
            id="damaged CP932",
        ),
        pytest.param(
            TEXT.encode("utf-16-le"), "this is not a text|no character", None, id="UTF-16 without mark"
        ),
        pytest.param(bytes(range(128, 256)) * 4, "no character", None, id="junk"),
    ],
)
def test_what_is_no_text(data: bytes, said: str, place: tuple[int | None, int | None] | None) -> None:
    with pytest.raises(Problem, match=said) as caught:
        decode(data, "a.txt")
    assert caught.value.place is not None
    assert caught.value.place.file == "a.txt"
    assert caught.value.advice is not None
    if place:
        assert (caught.value.place.line, caught.value.place.column) == place


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    try:
        decoded = decode(data, "a.txt")
    except Problem:
        return
    assert decoded.text.encode(decoded.encoding) == data
