"""The lists of places, against facts of the Ministry of Internal Affairs and Communications and of maps."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from keikaku.japanese import parse_municipality_code
from keikaku.plan import Municipality
from keikaku.problem import Problem
from keikaku.read.folder import open_folder
from keikaku.read.places import listed, municipalities, places_around, prefectures

PageFolder = Callable[..., Path]


def test_there_are_47_prefectures_and_1741_municipalities() -> None:
    assert [prefecture.code for prefecture in prefectures()] == [f"{number:02}" for number in range(1, 48)]
    assert len({municipality.code for municipality in municipalities()}) == 1741
    kinds = Counter(municipality.name[-1] for municipality in municipalities())
    assert kinds == {"市": 792, "町": 743, "村": 183, "区": 23}


def test_every_code_has_its_check_digit_and_lies_in_its_prefecture() -> None:
    names = {prefecture.code: prefecture.name for prefecture in prefectures()}
    for municipality in municipalities():
        assert parse_municipality_code(municipality.code) == municipality.code
        assert names[municipality.prefecture_code] == municipality.prefecture


@pytest.mark.parametrize(
    ("code", "name", "reading", "prefecture", "english", "latitude", "longitude"),
    [
        # The positions are those of the town halls on a map.
        ("011002", "札幌市", "さっぽろし", "北海道", "Sapporo", "43.06", "141.35"),
        ("112062", "行田市", "ぎょうだし", "埼玉県", "Gyoda", "36.14", "139.46"),
        ("131016", "千代田区", "ちよだく", "東京都", "Chiyoda", "35.69", "139.75"),
        ("142042", "鎌倉市", "かまくらし", "神奈川県", "Kamakura", "35.32", "139.55"),
        ("194301", "富士河口湖町", "ふじかわぐちこまち", "山梨県", "Fujikawaguchiko", "35.50", "138.76"),
        ("282219", "丹波篠山市", "たんばささやまし", "兵庫県", "Tambasasayama", "35.08", "135.22"),
        ("473821", "与那国町", "よなぐにちょう", "沖縄県", "Yonaguni", "24.47", "123.00"),
    ],
)
def test_a_municipality_as_it_is_known(
    code: str, name: str, reading: str, prefecture: str, english: str, latitude: str, longitude: str
) -> None:
    found = listed(code)
    assert found is not None
    assert (found.name, found.reading, found.prefecture, found.name_en) == (
        name,
        reading,
        prefecture,
        english,
    )
    assert found.position is not None
    assert round(found.position.latitude, 2) == Decimal(latitude)
    assert round(found.position.longitude, 2) == Decimal(longitude)
    assert found.standard_area_code == code[:5]


def test_every_municipality_lies_at_a_point_of_its_own() -> None:
    assert len({municipality.position for municipality in municipalities()}) == 1741


def test_the_places_around_a_described_municipality() -> None:
    kamakura, invented = (
        Municipality("142042", "鎌倉市", "神奈川県"),
        Municipality("990019", "架空市", "架空県"),
    )
    places = places_around([kamakura, kamakura, invented])
    assert len(places.municipalities) == 1740
    assert "142042" not in {municipality.code for municipality in places.municipalities}
    assert [(p.code, p.name) for p in places.prefectures[-2:]] == [("47", "沖縄県"), ("99", "架空県")]
    assert len(places.prefectures) == 48


@pytest.mark.parametrize(
    ("code", "name", "prefecture", "said", "line"),
    [
        ("142042", "藤沢市", "神奈川県", "the code 142042 is '鎌倉市'", 1),
        ("142042", "鎌倉市", "東京都", "is in 神奈川県", 1),
    ],
)
def test_a_municipality_unlike_the_list(
    page_folder: PageFolder, code: str, name: str, prefecture: str, said: str, line: int
) -> None:
    changed = (('code: "990019"', f'code: "{code}"'), ("架空市", name), ("架空県", prefecture))
    with pytest.raises(Problem, match=said) as caught:
        open_folder(page_folder("x", replacing=changed))
    assert caught.value.place is not None
    assert caught.value.place.line == line


def test_a_folder_takes_from_the_list_what_its_file_leaves_out(page_folder: PageFolder) -> None:
    changed = (('code: "990019"', 'code: "142042"'), ("架空市", "鎌倉市"), ("架空県", "神奈川県"))
    municipality = open_folder(page_folder("x", replacing=changed)).municipality
    assert (municipality.reading, municipality.name_en) == ("かまくらし", "Kamakura")
    assert municipality.position == listed("142042").position  # type: ignore[union-attr]


def test_an_invented_municipality_has_only_what_its_file_says(page_folder: PageFolder) -> None:
    municipality = open_folder(page_folder("x")).municipality
    assert (municipality.reading, municipality.position, municipality.standard_area_code) == (
        None,
        None,
        None,
    )
