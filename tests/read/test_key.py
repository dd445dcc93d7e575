import base64
import hashlib

from keikaku.read.key import name_key


def test_ten_characters_of_the_base32_digest() -> None:
    # docs/model.md, Keys: lower-case base32 SHA-256 of the NFKC name and its place.
    digest = hashlib.sha256("市民自治\x1f広聴事業".encode()).digest()
    assert name_key("市民自治", "広聴事業") == base64.b32encode(digest).decode().lower()[:10]


def test_width_and_spaces_do_not_matter() -> None:
    assert name_key("市民自治", "ＩＣＴ 推進") == name_key("市民自治", "ICT推進")


def test_place_and_name_are_told_apart() -> None:
    assert name_key("市民", "自治") != name_key("市民自治")
    assert name_key("市", "民自治") != name_key("市民", "自治")
