"""Which column a step stood in: on evidence, or not at all."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from keikaku.read.text.steps import place

COUNCILS = [
    "大船地域づくり会議の運営・自立支援",
    "小学校区での地域会議設立の検討",
    "大船地域づくり会議の自立",
    "小学校区での地域会議設立に向けた協議・準備",
    "小学校区での地域会議の設立",
]
ROOMS = [
    "(仮称 )地域福祉相談室の開設・運営",
    "地域福祉支援室との連携",
    "(仮称 )地域福祉相談室の運営",
    "地域福祉支援室との連携",
    "(仮称 )地域福祉相談室の運営",
    "地域福祉支援室との連携",
]


def test_the_first_document() -> None:
    for steps, sizes in ((COUNCILS, (2, 2, 1)), (ROOMS, (2, 2, 2))):
        found = place(steps, 3)
        assert found is not None
        assert (found.sizes, found.evidence) == (sizes, "topics")


def test_as_many_steps_as_years() -> None:
    found = place(["設計", "用地の取得", "工事"], 3)
    assert found is not None
    assert (found.sizes, found.evidence) == ((1, 1, 1), "count")


def test_nothing_is_placed_without_evidence() -> None:
    assert place(["教材の作成", "学校訪問", "講師の派遣", "避難訓練", "見学会"], 4) is None
    assert place(["実施"] * 5, 3) is None
    assert place(["設計"], 3) is None
    assert place([], 3) is None
    assert place(["設計"], 0) is None
    assert (
        place([f"{word}の実施" for word in "あいうえおかきくけこさしすせそたちつてとなにぬねの"], 4) is None
    )


def test_repeated_topics_in_ten_columns() -> None:
    steps = ["道路の舗装", "橋の点検"] * 10
    found = place(steps, 10)
    assert found is not None
    assert found.sizes == (2,) * 10


def brute_force(texts: list[str], columns: int) -> list[tuple[float, tuple[int, ...]]]:
    """Every split with its score, by the definition in words: going on counts, repeating in a column costs double."""
    from keikaku.read.text.steps import _similarity

    scored = []
    for cuts in itertools.combinations(range(1, len(texts)), columns - 1):
        ends = (0, *cuts, len(texts))
        split = [texts[start:end] for start, end in itertools.pairwise(ends)]
        score = 0.0
        for column in split:
            score -= 2 * sum(_similarity(one, other) for one, other in itertools.combinations(column, 2))
        for before, column in itertools.pairwise(split):
            score += sum(max(_similarity(step, earlier) for earlier in before) for step in column)
        scored.append((score, tuple(map(len, split))))
    return sorted(scored, reverse=True)


@given(
    st.lists(st.sampled_from([*COUNCILS, *ROOMS, "設計", "工事"]), min_size=3, max_size=8), st.integers(2, 4)
)
def test_the_best_split_is_the_best_of_all(texts: list[str], columns: int) -> None:
    if len(texts) <= columns:
        return
    best, second = brute_force(texts, columns)[:2]
    found = place(texts, columns)
    if found is not None:
        assert found.sizes == best[1]
        assert best[0] - second[0] > 0.2 - 1e-9
    else:
        assert best[0] <= 0 or best[0] - second[0] < 0.2 + 1e-9
