"""`keikaku release`: list, verify and roll back releases."""

from pathlib import Path

import click

from keikaku.cli import option
from keikaku.language import Language, Text


@click.group()
def release() -> None:
    """List, verify and roll back releases."""


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
