"""Files that are no PDF, or one that is damaged, locked, huge or hostile: a clear problem, within bounds."""

import io
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from reportlab.pdfgen.canvas import Canvas

from keikaku.problem import Problem
from keikaku.read.pdf import limits
from keikaku.read.pdf.document import pages_of
from keikaku.read.pdf.parser import PARSER
from read.pdf.drawing import Drawing


def pdf(*objects: bytes) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    body = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(body))
    )


def stream(content: bytes, entries: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def page(box: bytes = b"[0 0 595 842]") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << >> >>" % box


def plain() -> bytes:
    drawing = Drawing()
    drawing.box(40, 40, 140, 60, "事務事業名")
    return drawing.data()


def locked() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt="secret", invariant=1)
    canvas.drawString(40, 40, "x")
    canvas.save()
    return file.getvalue()


def many_pages(number: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (index + 3) for index in range(number))
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>"
    return pdf(CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, number), *[leaf] * number)


def bomb() -> bytes:
    """A few MB that unpack to 1.5 GB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m 9 9 l S\n" * 75_000) for _ in range(1_500)) + packer.flush()
    return pdf(CATALOG, PAGES, page(), stream(packed))


def nested_bomb() -> bytes:
    """A stream packed three times."""
    packed = zlib.compress(zlib.compress(zlib.compress(b"0 " * 150_000_000, 1)))
    return pdf(CATALOG, PAGES, page(), stream(packed, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"))


def test_a_page_as_cells() -> None:
    (page_,) = pages_of(plain(), "a.pdf")
    assert [(cell.text, cell.ruled) for cell in page_.cells] == [("事務事業名", True)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"PK\x03\x04 something", "not a PDF"),
        ("事業名,所管課\n".encode(), "not a PDF"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5_000, "damaged"),
        (pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), "no pages"),
        (pdf(CATALOG, PAGES, page(b"[0 0 1000000 1000000]"), stream(zlib.compress(b""))), "impossible size"),
        (pdf(CATALOG, PAGES, page(b"[0 0 0 0]"), stream(zlib.compress(b""))), "impossible size"),
        (pdf(CATALOG, PAGES, page(b"[/A /B]"), stream(zlib.compress(b""))), "damaged"),
    ],
    ids=["empty", "blank", "zip", "csv", "header-only", "noise", "no-page", "huge-box", "flat-box", "no-box"],
)
def test_what_cannot_be_read(data: bytes, said: str) -> None:
    with pytest.raises(Problem, match=said) as caught:
        pages_of(data, "a.pdf")
    assert caught.value.place is not None
    assert caught.value.place.file == "a.pdf"
    assert caught.value.advice is not None
    assert caught.value.what.ja != caught.value.what.en


def test_a_locked_file() -> None:
    with pytest.raises(Problem, match="encrypted"):
        pages_of(locked(), "a.pdf")


def test_a_file_cut_off() -> None:
    with pytest.raises(Problem, match=r"damaged|no pages"):
        pages_of(plain()[:700], "a.pdf")


def test_more_pages_than_are_read() -> None:
    with pytest.raises(Problem, match=rf"more than {limits.MOST_PAGES} pages") as caught:
        pages_of(many_pages(5_000), "a.pdf")
    assert caught.value.advice is not None
    assert "Split" in caught.value.advice.en


def test_a_file_that_is_too_large() -> None:
    with pytest.raises(Problem, match="larger than"):
        pages_of(b"%PDF-1.7\n" + bytes(limits.MOST_BYTES), "a.pdf")


def test_pages_that_hold_each_other() -> None:
    circle = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    found = pages_of(pdf(CATALOG, circle, page(), stream(zlib.compress(b""))), "a.pdf")
    assert len(found) == 1


def test_an_object_that_refers_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keikaku.read.pdf.parser.SECONDS_A_PAGE", 3.0)
    with pytest.raises(Problem, match="cannot be read within"):
        pages_of(pdf(b"1 0 R", b"2 0 R"), "a.pdf")


def test_a_form_that_draws_itself() -> None:
    form = stream(
        zlib.compress(b"/F Do /F Do"),
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Filter /FlateDecode",
    )
    leaf = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> >> >>"
    )
    data = pdf(CATALOG, PAGES, leaf, stream(zlib.compress(b"/F Do")), form)
    with suppress(Problem):
        pages_of(data, "a.pdf")
    assert pages_of(plain(), "b.pdf")


@pytest.mark.parametrize("make", [bomb, nested_bomb])
def test_a_bomb_bursts_in_its_own_process(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keikaku.read.pdf.parser.SECONDS_A_PAGE", 10.0)
    with pytest.raises(Problem, match=r"holds more|cannot be read within|damaged") as caught:
        pages_of(make(), "a.pdf")
    assert caught.value.place is not None
    assert pages_of(plain(), "b.pdf"), "the next document is read by a new process"


def test_a_page_of_too_many_letters() -> None:
    drawing = Drawing()
    for number in range(limits.MOST_LETTERS // 1_000 + 1):
        drawing.words(10, 10 + number % 80, "あ" * 1_000, 1)
    with pytest.raises(Problem, match="holds more") as caught:
        pages_of(drawing.data(), "a.pdf")
    assert caught.value.place is not None
    assert caught.value.place.page == 1


def test_rules_that_would_make_millions_of_cells() -> None:
    drawing = Drawing()
    for number in range(700):
        drawing.rule(0, number * 3, 2_000, number * 3)
        drawing.rule(number * 3, 0, number * 3, 2_000)
    with pytest.raises(Problem, match="holds more"):
        pages_of(drawing.data(), "a.pdf")


def test_a_slow_page_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    PARSER.close()
    monkeypatch.setattr("keikaku.read.pdf.parser.SECONDS_A_PAGE", 0.0)
    with pytest.raises(Problem, match="within"):
        pages_of(plain(), "a.pdf")


def test_the_worker_ends_with_its_owner() -> None:
    assert pages_of(plain(), "a.pdf")
    process = PARSER._process
    assert process is not None
    PARSER.close()
    assert process.returncode is not None
