"""What an earlier release had and the current one has not (410, RFC 9110, 15.5.11)."""

import asyncio
from contextlib import suppress
from functools import lru_cache

from pyoxigraph import NamedNode, Store

from keikaku.release.shelf import list_releases
from keikaku.web.service import Service

_LOOKED_INTO = 5


async def last_release_with(service: Service, thing: NamedNode) -> str | None:
    """The newest of the last five other releases that says something about a thing; None if none does."""
    return await asyncio.to_thread(_last_release_with, service, thing)


def _last_release_with(service: Service, thing: NamedNode) -> str | None:
    others = [found for found in list_releases(service.settings.releases) if found.id != service.release.id]
    for release in others[:_LOOKED_INTO]:
        with suppress(OSError, RuntimeError):  # it may be taken away just now
            if next(_store(str(release.store)).quads_for_pattern(thing, None, None), None):
                return release.id
    return None


@lru_cache(maxsize=_LOOKED_INTO)
def _store(path: str) -> Store:
    return Store.read_only(path)
