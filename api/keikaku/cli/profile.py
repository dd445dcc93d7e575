"""`keikaku profile`: a first profile for a document that nobody has read yet."""

from pathlib import Path

import click

from keikaku.cli import option
from keikaku.language import Language, Text
from keikaku.problem import Place, Problem


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@option.language
def profile(file: Path, language: Language) -> None:
    """Look at an unknown PDF or table (CSV, TSV, Excel, JSON) and draft a profile.yaml for it.

    The draft names the labels or columns that it recognised, with samples, and says which it did not.
    """
    from keikaku.read import draft_profile

    try:
        data = file.read_bytes()
    except OSError as error:
        raise Problem(
            Text("ファイルを開けません。", f"the file cannot be opened ({error.strerror})."), Place(str(file))
        ) from error
    click.echo(draft_profile(data, str(file), language), nl=False)
