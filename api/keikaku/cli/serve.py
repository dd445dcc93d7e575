"""`keikaku serve`: the SPARQL endpoint, the pages and the dumps of the current release."""

import os
from pathlib import Path
from typing import Any

import click

from keikaku.cli import option, setting


@click.command()
@option.releases
@option.base
@setting.service_settings
def serve(releases: Path, base: str, **given: Any) -> None:
    """Serve the current release over HTTP until SIGTERM or SIGINT.

    Each option can also be set in the environment: --timeout as KEIKAKU_TIMEOUT, and so on. The token for
    metrics on the public port can only be set there (KEIKAKU_ADMIN_TOKEN). All settings: docs/operations.md.
    """
    from keikaku.web.server import serve as serve_release

    serve_release(setting.settings_of(releases, base, os.environ.get(setting.ADMIN_TOKEN), given))
