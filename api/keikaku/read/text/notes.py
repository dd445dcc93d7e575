"""What the reader has to say about a document: doubts with their lines, and lines it did not understand."""

from keikaku.language import Text
from keikaku.plan import Doubt, Severity
from keikaku.read.key import name_key
from keikaku.read.text.page import sources_of
from keikaku.read.text.passage import Passage


class Notes:
    """Collects the doubts of one document."""

    def __init__(self, document: str, printed: list[int]) -> None:
        self.document, self.printed = document, printed
        self.doubts: list[Doubt] = []

    def note(self, code: str, message: Text, at: Passage, project: str | None = None) -> None:
        """How something was read that could be read otherwise."""
        self._add(code, Severity.NOTE, message, at, project)

    def doubt(self, code: str, message: Text, at: Passage, project: str | None = None) -> None:
        """Something that a person should look at."""
        self._add(code, Severity.DOUBT, message, at, project)

    def error(self, code: str, message: Text, at: Passage, project: str | None = None) -> None:
        """Something that the plan lacks because it could not be read."""
        self._add(code, Severity.ERROR, message, at, project)

    def unread(self, at: Passage) -> None:
        """Lines that the reader did not understand: listed, never dropped."""
        words = at.text if len(at) <= 60 else at.text[:60] + "…"
        self.doubt("unread-line", Text(f"読み取れない行:「{words}」", f"not understood: “{words}”"), at)

    def unlisted_department(self, name: str, at: Passage) -> None:
        """A department that was recognised by its ending only."""
        self.doubt(
            "unlisted-department",
            Text(
                f"部署「{name}」は一覧にありません。",
                f"department “{name}” is not in the list of departments.",
            ),
            at,
        )

    def _add(self, code: str, severity: Severity, message: Text, at: Passage, project: str | None) -> None:
        key = f"{code}-{name_key(self.document, code, message.ja, str(at.first_line))}"
        sources = sources_of(at, self.document, self.printed)
        self.doubts.append(Doubt(key, code, severity, message, sources, project))
