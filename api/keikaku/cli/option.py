"""Options that several commands share."""

import os
from pathlib import Path
from typing import Any

import click

from keikaku.language import LANGUAGES, Language
from keikaku.rdf import DEFAULT_BASE
from keikaku.resources import content_folder


def preferred_language() -> Language:
    """The language asked for on the command line, else by KEIKAKU_LANG, else that of the locale."""
    context = click.get_current_context(silent=True)
    asked = context.find_root().meta.get("keikaku.language") if context else None
    named = asked or os.environ.get("KEIKAKU_LANG") or _locale()
    return "ja" if named.lower().startswith("ja") else "en"


def _locale() -> str:
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")


def shipped_data() -> Path:
    """The shipped data, named from here where it is below: a report shows these paths."""
    folder = content_folder("data")
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def _remember(context: click.Context, _parameter: click.Parameter, value: Any) -> Language:
    if value:
        context.find_root().meta["keikaku.language"] = value
    return preferred_language()


language = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    callback=_remember,
    is_eager=True,
    help="Language of messages (default: KEIKAKU_LANG, else the locale).",
)

releases = click.option(
    "--releases",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KEIKAKU_RELEASES",
    default=Path("releases"),
    show_default=True,
    help="Folder of the releases.",
)

base = click.option(
    "--base",
    envvar="KEIKAKU_BASE",
    default=DEFAULT_BASE,
    show_default=True,
    help="Start of the IRIs of the data.",
)

data = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KEIKAKU_DATA",
    default=shipped_data,
    show_default="the shipped data",
    help="Folder with one folder per municipality.",
)
