"""Where the content folders are: inside the installed package, else in the checkout around it."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def content_folder(name: str) -> Path:
    """The folder `ontology`, `shapes`, `queries` or `data`; FileNotFoundError if neither place has it."""
    for root in (_PACKAGE / "content", _PACKAGE.parent.parent):
        if (folder := root / name).is_dir():
            return folder
    raise FileNotFoundError(f"content folder {name!r} is neither in the package nor in the checkout")
