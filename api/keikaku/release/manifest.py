"""What a release says of itself: its id, digest and date, its graphs and its files."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import file_digest
from pathlib import Path

from keikaku.language import Text
from keikaku.problem import Place, Problem

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: size in bytes and SHA-256 in hexadecimal."""

    size: int
    sha256: str

    @classmethod
    def at(cls, path: Path) -> "File":
        """The size and checksum of the file at a path."""
        with path.open("rb") as file:
            return cls(path.stat().st_size, file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True, slots=True)
class Manifest:
    """`graphs` counts the triples by graph IRI; `files` are by path below the release, the store left out.

    The digest is that of the data graphs (RDFC-1.0): all but the graph `description`, which has the
    checksums of the dumps and so cannot stand in them. `left_out` says which municipalities are not in it, and why.
    """

    id: str
    digest: str
    issued: date
    base: str
    software: str
    description: str
    graphs: dict[str, int]
    files: dict[str, File]
    left_out: dict[str, Text] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The content of manifest.json: UTF-8, sorted keys."""
        left_out = {name: reason._asdict() for name, reason in self.left_out.items()}
        content = asdict(self) | {"issued": self.issued.isoformat(), "left_out": left_out}
        return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()

    @classmethod
    def read(cls, release: Path) -> "Manifest":
        """The manifest of the release at a path; Problem if there is none or it cannot be read."""
        path = release / MANIFEST
        try:
            content = json.loads(path.read_bytes())
            files = {name: File(**file) for name, file in content.pop("files").items()}
            left_out = {name: Text(**reason) for name, reason in content.pop("left_out", {}).items()}
            issued = date.fromisoformat(content.pop("issued"))
            return cls(issued=issued, files=files, left_out=left_out, **content)
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise Problem(
                Text("リリースの目録を読めません。", f"The release's manifest cannot be read ({error})."),
                Place(str(path)),
                Text(
                    "このフォルダを除いて `keikaku build` を実行してください。",
                    "Remove this folder and run `keikaku build`.",
                ),
            ) from error
