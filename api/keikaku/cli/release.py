"""`keikaku release`: list, verify, roll back and push releases."""

from pathlib import Path

import click

from keikaku.cli import option
from keikaku.language import Language, Text


@click.group()
def release() -> None:
    """List, verify, roll back and push releases."""


@release.command("list")
@option.releases
@option.language
def list_(releases: Path, language: Language) -> None:
    """List the releases, newest last; the current one is marked."""
    from keikaku.release import Release, list_releases

    found = list_releases(releases)
    current = Release.current(releases).id if found else None
    for one in found:
        mark = "*" if one.id == current else " "
        count = sum(one.manifest.graphs.values())
        statements = Text(f"{count:,} トリプル", f"{count:,} triples")
        click.echo(f"{mark} {one.id}  {one.manifest.issued}  {statements.in_(language)}")


@release.command()
@click.argument("release_id", required=False)
@option.releases
@option.language
def verify(release_id: str | None, releases: Path, language: Language) -> None:
    """Recompute the checksums of a release (default: the current one)."""
    from keikaku.release import Release

    found = Release.open(releases / release_id) if release_id else Release.current(releases)
    found.verify()
    said = Text(f"リリース {found.id} に異常はありません。", f"Release {found.id} is intact.")
    click.echo(said.in_(language))


@release.command("roll-back")
@click.argument("release_id")
@option.releases
@option.language
def roll_back(release_id: str, releases: Path, language: Language) -> None:
    """Make an earlier release the current one."""
    from keikaku.release import roll_back as point_back

    found = point_back(releases, release_id)
    said = Text(f"リリース {found.id} に戻しました。", f"Release {found.id} is current again.")
    click.echo(said.in_(language))


@release.command()
@click.argument("endpoint")
@click.argument("release_id", required=False)
@click.option("--product", help="What the endpoint is [default: as it says of itself].")
@click.option("--graph-store", help="Address for the Graph Store Protocol [default: the product's].")
@click.option("--update", help="Address for SPARQL Update [default: the product's].")
@option.releases
@option.language
def push(
    endpoint: str,
    release_id: str | None,
    product: str | None,
    graph_store: str | None,
    update: str | None,
    releases: Path,
    language: Language,
) -> None:
    """Load a release (default: the current one) into the store behind a SPARQL ENDPOINT.

    Only what differs is sent, and a push that was stopped goes on where it stopped. Credentials come from
    KEIKAKU_PUSH_USER and KEIKAKU_PUSH_PASSWORD, or KEIKAKU_PUSH_TOKEN.
    """
    from contextlib import closing

    from keikaku.engine.remote.credentials import Credentials
    from keikaku.engine.remote.graph_store import RemoteGraphStore
    from keikaku.engine.remote.products import named
    from keikaku.engine.remote.push import push as push_release
    from keikaku.engine.remote.replica import product_of
    from keikaku.release import Release

    found = Release.open(releases / release_id) if release_id else Release.current(releases)
    credentials = Credentials.from_environment("KEIKAKU_PUSH")
    kind = named(product) if product else product_of(endpoint, credentials)
    with closing(RemoteGraphStore(endpoint, kind, credentials, graph_store, update)) as store:
        pushed = push_release(found, store, lambda graph: click.echo(graph, err=True))
    said = Text(
        f"{endpoint} のリリースは {found.id} です（グラフ: 送信 {pushed.sent}、同じ {pushed.kept}、"
        f"削除 {pushed.dropped}）。",
        f"{endpoint} holds release {found.id} (graphs: {pushed.sent} sent, {pushed.kept} kept, "
        f"{pushed.dropped} dropped).",
    )
    click.echo(said.in_(language))
