from hypothesis import given
from hypothesis import strategies as st

from keikaku.read.text.passage import Passage

lines = st.lists(st.text(alphabet="あい 　", max_size=6), min_size=1, max_size=5)


def test_a_wrapped_line_keeps_its_lines() -> None:
    joined = Passage.joined([Passage.of("広報・会議録作成発", 100), Passage.of("行事務", 102)])
    assert joined.text == "広報・会議録作成発行事務"
    assert (joined.first_line, joined.last_line) == (100, 102)
    assert joined[9:].lines == (102, 102, 102)
    assert list(joined.line_starts()) == [9]


def test_glue_counts_to_the_line_before() -> None:
    joined = Passage.joined([Passage.of("一", 1), Passage.of("二", 3)], "\n")
    assert (joined.text, joined.lines) == ("一\n二", (1, 1, 3))


def test_words_and_outer_space() -> None:
    passage = Passage.of("　議会事務 議会事務局　", 7)
    assert [word.text for word in passage.words()] == ["議会事務", "議会事務局"]
    assert passage.strip().text == "議会事務 議会事務局"
    assert Passage.of("  ", 1).strip() == Passage("", ())


@given(lines)
def test_every_character_keeps_its_line(texts: list[str]) -> None:
    joined = Passage.joined(Passage.of(text, number) for number, text in enumerate(texts, 1))
    assert len(joined.text) == len(joined.lines)
    for word in joined.words():
        assert not word.text.isspace()
        assert all(1 <= line <= len(texts) for line in word.lines)
    assert "".join(word.text for word in joined.words()) == "".join(joined.text.split())
