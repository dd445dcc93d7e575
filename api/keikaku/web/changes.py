"""What a release has that the one before it had not, graph by graph."""

from dataclasses import dataclass

from keikaku.language import Text
from keikaku.release.release import Release


@dataclass(frozen=True, slots=True)
class Changes:
    """Graphs that are new, gone, or of another size, and by how many triples the whole has grown."""

    added: list[str]
    removed: list[str]
    resized: list[tuple[str, int]]
    growth: int

    @property
    def words(self) -> Text:
        """All of it in a sentence."""
        return Text(
            f"グラフ: 追加 {len(self.added)}、削除 {len(self.removed)}、変更 {len(self.resized)}。"
            f"トリプル {self.growth:+,}。",
            f"Graphs: {len(self.added)} added, {len(self.removed)} removed, {len(self.resized)} changed. "
            f"Triples: {self.growth:+,}.",
        )


def changes_between(before: Release | None, after: Release) -> Changes:
    """From one release to the next; everything is new in the first. The description of the dataset is left out."""
    old = _graphs(before) if before else {}
    new = _graphs(after)
    resized = [
        (name, new[name] - old[name]) for name in sorted(old.keys() & new.keys()) if old[name] != new[name]
    ]
    growth = sum(new.values()) - sum(old.values())
    return Changes(sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys()), resized, growth)


def _graphs(release: Release) -> dict[str, int]:
    manifest = release.manifest
    return {name: count for name, count in manifest.graphs.items() if name != manifest.description}
