"""What ends a run."""


class RunError(RuntimeError):
    """A run that cannot begin or go on, with what to do about it."""
