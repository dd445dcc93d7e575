"""Which engine answers: the release's own store, or the endpoints that the settings name."""

from keikaku.engine.embedded import EmbeddedEngine
from keikaku.engine.engine import Engine
from keikaku.release.release import Release
from keikaku.web.settings import Settings

CREDENTIALS = "KEIKAKU_ENGINE"
"""The variables of the environment that say who we are to the endpoints begin with this."""


def engine_for(settings: Settings, release: Release) -> Engine:
    """An engine over the release; Problem for endpoints or credentials that cannot be meant."""
    if not settings.engines:
        return EmbeddedEngine(release.store, settings.limits)
    from keikaku.engine.remote.credentials import Credentials
    from keikaku.engine.remote.engine import RemoteEngine
    from keikaku.engine.remote.products import named

    return RemoteEngine(
        settings.engines,
        settings.limits,
        graphs=tuple(release.manifest.graphs),
        release=release.id,
        product=named(settings.engine_product) if settings.engine_product else None,
        credentials=Credentials.from_environment(CREDENTIALS),
    )
