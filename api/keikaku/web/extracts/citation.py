"""How to cite a release."""

from keikaku.language import Text
from keikaku.release.edition import TITLE
from keikaku.release.manifest import Manifest


def citation(manifest: Manifest) -> Text:
    """A line with title, version, date and the address that stays."""
    address = f"{manifest.base}dumps/{manifest.id}/"
    year, month, day = manifest.issued.timetuple()[:3]
    return Text(
        f"『{TITLE.ja}』{manifest.id} 版、{year}年{month}月{day}日公開、{address}",
        f"{TITLE.en}. Release {manifest.id}, {manifest.issued.isoformat()}. {address}",
    )
