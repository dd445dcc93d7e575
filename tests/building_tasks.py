"""Tasks for a crew, importable by the processes that do them; and cities to be built."""

import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.resources import content_folder

KAMAKURA = content_folder("data") / "142042-kamakura"
DOCUMENT = "documents/implementation-plan-2014-civic-autonomy.txt"
OTHERS = {
    "011002-sapporo": ("011002", "札幌市", "Sapporo", "さっぽろし", "北海道"),
    "472018-naha": ("472018", "那覇市", "Naha", "なはし", "沖縄県"),
}


@dataclass(frozen=True)
class Deed:
    """Does as its name says, and leaves a file."""

    name: str
    file: Path

    def __call__(self) -> None:
        match self.name:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "problem":
                raise Problem(Text("困った", "trouble"), Place("plan.txt", line=3), Text("直す", "mend it"))
            case "error":
                raise ZeroDivisionError("nothing to divide by")
            case "full":
                raise OSError(28, "No space left on device")
        self.file.write_text(str(os.getpid()))


def three_cities(data: Path) -> Path:
    """鎌倉市's folder, and the same for two other municipalities."""
    shutil.copytree(KAMAKURA, data / KAMAKURA.name)
    for name, (code, city, english, reading, prefecture) in OTHERS.items():
        folder = Path(shutil.copytree(KAMAKURA, data / name))
        path = folder / "municipality.yaml"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        own = [
            f'  code: "{code}"\n',
            f"  name: {city}\n",
            f"  name_en: {english}\n",
            f"  reading: {reading}\n",
            f"  prefecture: {prefecture}\n",
        ]
        start = lines.index("municipality:\n") + 1
        end = lines.index("\n", start)
        path.write_text("".join([*lines[:start], *own, *lines[end:]]), "utf-8")
    return data
