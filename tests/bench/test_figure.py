"""The statistics behind docs/benchmarks.md."""

import pytest

from bench.figure import Spread, Target, above, alone, compared, percentile, short, table


def test_a_spread_is_least_median_and_most() -> None:
    assert Spread.of([5, 1, 2]) == Spread(1, 2, 5)
    assert Spread.of([4, 1, 2, 3]) == Spread(1, 2.5, 4)


@pytest.mark.parametrize(("share", "value"), [(0.05, 15), (0.3, 20), (0.4, 20), (0.5, 35), (1.0, 50)])
def test_percentile_by_nearest_rank(share: float, value: float) -> None:
    """The textbook's five values."""
    assert percentile([35, 20, 15, 50, 40], share) == value


def test_percentile_99_of_a_hundred_is_the_last_but_one() -> None:
    assert percentile(range(1, 101), 0.99) == 99


def test_ratios_are_of_the_same_round() -> None:
    """A machine that is twice as slow in one round leaves the ratio as it is; ratios of medians would not."""
    figure = compared("x", "ms", [10, 40, 30], [5, 20, 10], Target.at_most(2))
    assert figure.ratio == Spread(2, 2, 3)
    assert figure.verdict == "≤ 2: met"


def test_a_difference_is_judged_by_the_same_round() -> None:
    assert above("x", "ms", [3, 5, 9], [2.5, 4, 5], Target.at_most(1, " ms")).verdict == "≤ 1 ms: met"
    assert above("x", "ms", [3, 6, 9], [1, 4, 5], Target.at_most(1, " ms")).verdict == "≤ 1 ms: **missed**"


def test_a_peer_that_answers_nothing_is_infinitely_slower() -> None:
    assert compared("x", "requests/s", [3], [0], Target.at_least(0.6)).verdict.endswith(": met")


def test_the_median_is_judged_where_there_is_no_peer() -> None:
    assert alone("x", "s", [0.4, 0.6, 0.5], Target.at_most(0.5)).verdict.endswith(": met")
    assert alone("x", "s", [0.4, 0.6, 0.51], Target.at_most(0.5)).verdict.endswith("missed**")


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.01234, "0.0123"), (1.5, "1.5"), (99.96, "100"), (12345.6, "12,346")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert short(value) == text


def test_a_table_is_markdown() -> None:
    text = table("T", [compared("x", "ms", [1, 2, 3], [1, 1, 1])])
    assert text.splitlines()[-1] == "| x, ms | 2 (1–3) | 1 | 2 (1–3) |  |"
