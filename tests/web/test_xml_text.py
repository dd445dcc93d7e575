"""The XML filter: the same characters whatever the chunks."""

import asyncio
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from keikaku.web.xml_text import well_formed


def is_xml_character(character: str) -> bool:
    """XML 1.0, production 2."""
    code = ord(character)
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


async def filtered(chunks: list[bytes]) -> bytes:
    async def stream() -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    return b"".join([chunk async for chunk in well_formed(stream())])


@given(
    st.text(
        alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("\r\x01\ufffe\uffff\ufffd\uf001"))
    ),
    st.data(),
)
def test_strings_survive(text, data):
    document = f"<x>{escape(text)}</x>".encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(document)), max_size=5)))
    chunks = [document[a:b] for a, b in zip([0, *cuts], [*cuts, len(document)], strict=True)]
    expected = "".join(c if is_xml_character(c) else "\N{REPLACEMENT CHARACTER}" for c in text)
    assert (ET.fromstring(asyncio.run(filtered(chunks))).text or "") == expected
