"""How a linkset names a project: by its key in its plan, and by its name, which finds it again if the key changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from keikaku.japanese import key_text
from keikaku.language import Text
from keikaku.link.work import Work
from keikaku.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A project, written `272043/basic-7/62101`; `name` is for readers, and for a document that is read anew."""

    municipality: str
    plan: str
    project: str
    name: str

    @property
    def path(self) -> str:
        """Municipality, plan and project key, with slashes."""
        return f"{self.municipality}/{self.plan}/{self.project}"

    @classmethod
    def read(cls, path: str, name: str) -> "Reference":
        """From a linkset's two columns; a Problem if the path has not three parts."""
        parts = path.split("/", 2)
        if len(parts) != 3 or not all(parts):
            raise Problem(
                Text(f"「{path}」は事業を指していません。", f"{path!r} names no project."),
                advice=Text("市区町村コード/計画/事業 と書きます。", "Write municipality/plan/project."),
            )
        municipality, plan, project = parts
        return cls(municipality, plan, project, name)

    @classmethod
    def to(cls, work: Work) -> "Reference":
        """The reference to a work."""
        return cls(work.municipality, work.plan, work.key, work.name)


class Directory:
    """Finds works by reference."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._by_key: dict[tuple[str, str, str], Work] = {}
        self._by_name: dict[tuple[str, str], list[Work]] = {}
        for work in works:
            self._by_key[work.municipality, work.plan, work.key] = work
            self._by_name.setdefault((work.municipality, key_text(work.name)), []).append(work)

    def find(self, reference: Reference) -> Work | None:
        """The work of that key, else the only one of that name in the municipality, else None."""
        if found := self._by_key.get((reference.municipality, reference.plan, reference.project)):
            return found
        named = self._by_name.get((reference.municipality, key_text(reference.name)), [])
        return named[0] if len(named) == 1 else None
