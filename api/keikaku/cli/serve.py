"""`keikaku serve`: the SPARQL endpoint, the pages and the dumps of the current release."""

from pathlib import Path

import click

from keikaku.cli import option


@click.command()
@option.releases
@option.base
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(0, 65535))
def serve(releases: Path, base: str, host: str, port: int) -> None:
    """Serve the current release over HTTP."""
    from keikaku.web.settings import Settings
    from keikaku.web.server import serve as serve_release

    serve_release(Settings(releases=releases, base=base, host=host, port=port))
