"""What ends a run."""


class RunError(RuntimeError):
    """A run that cannot begin or go on, with what to do about it."""


class StoreError(RunError):
    """A part of a run folder that cannot be read or written."""


class LostArticlesError(RunError):
    """The books of a run do not balance: an article disappeared."""
