"""What the endpoints share while the service runs: its settings, the release it serves, and the engine over it."""

import asyncio
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from starlette.requests import Request

from keikaku import __version__
from keikaku.engine.engine import Engine
from keikaku.release.release import Release
from keikaku.web.caching import entity_tag
from keikaku.web.extracts import Extracts
from keikaku.web.repeats import Repeats
from keikaku.web.search.index import Index
from keikaku.web.settings import Settings
from keikaku.web.subgraph import Subgraph


@dataclass(frozen=True)
class Service:
    """One release, served by one engine."""

    settings: Settings
    release: Release
    engine: Engine
    repeats: Repeats = field(default_factory=Repeats)
    _indexes: dict[Path, Index] = field(default_factory=dict)
    _extracts: dict[str, Extracts] = field(default_factory=dict)
    _making: asyncio.Lock = field(default_factory=asyncio.Lock)

    def tag(self, *parts: object) -> str:
        """The entity tag of what this program makes of this release."""
        return entity_tag(self.release.id, __version__, *parts)

    @property
    def extracts(self) -> Extracts:
        """What is made of the release for searching and taking away."""
        return self.extracts_of(self.release)

    def extracts_of(self, release: Release) -> Extracts:
        """The same of any release that stands; one after the other is made."""
        fresh = Extracts(self.settings.cache_folder, release, self._making)
        return self._extracts.setdefault(release.id, fresh)

    async def search_index(self) -> Index:
        """The search index, made when it is first asked for."""
        folder = await self.extracts.folder()
        return self._indexes.setdefault(folder, Index(folder / "search.sqlite"))

    @cached_property
    def void(self) -> Subgraph:
        """The release's description of itself, with its counts."""
        return self._turtle("void.ttl")

    @cached_property
    def catalogue(self) -> Subgraph:
        """The release as DCAT describes it, with its licence and rights."""
        return self._turtle("dcat.ttl")

    def _turtle(self, name: str) -> Subgraph:
        content = (self.release.path / name).read_bytes()
        return Subgraph(quad.triple for quad in parse(content, RdfFormat.TURTLE))


def service_of(request: Request) -> Service:
    """The service that a request came to; the current one where no public request came."""
    service: Service | None = request.scope.get("state", {}).get("service")
    if service is None:
        service = request.app.state.services.current
    return service
