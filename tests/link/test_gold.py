"""The gold set is what docs/linking.md says: many pairs, each judged once, split by the pair of cities."""

import csv
import hashlib
import io
from collections import Counter
from pathlib import Path

GOLD = Path(__file__).with_name("gold.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(io.StringIO(GOLD)))


def test_there_are_enough_of_both() -> None:
    relations = Counter(row["relation"] for row in ROWS)
    assert set(relations) == {"close", "broad", "narrow", "related", "none"}
    assert relations["close"] >= 200
    assert len(ROWS) - relations["close"] >= 200


def test_each_pair_is_judged_once_with_a_reason_and_the_smaller_code_first() -> None:
    pairs = Counter((row["city_a"], row["project_a"], row["city_b"], row["project_b"]) for row in ROWS)
    assert [pair for pair, times in pairs.items() if times > 1] == []
    assert all(row["city_a"] < row["city_b"] and row["reason"] for row in ROWS)


def test_a_pair_of_cities_is_either_tuned_on_or_tested_on() -> None:
    for row in ROWS:
        first = hashlib.sha256(f"{row['city_a']}-{row['city_b']}".encode()).digest()[0]
        assert row["split"] == ("test" if first % 2 else "tune")
