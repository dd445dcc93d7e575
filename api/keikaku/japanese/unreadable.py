"""The error of all the grammars: a string that is not what it should be."""

from keikaku.language import Text


class Unreadable(ValueError):
    """`what` says in both languages what was found in the string and what is wrong with it."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.en)
        self.what = what
