"""Where the data that travels with the package lies: the demo corpus and the schemas.

In an installed wheel they stand inside the package; in a checkout beside it.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """The folder `corpus` or `schemas`. Raises FileNotFoundError when the installation lacks it."""
    for folder in (_HERE / "_bundled" / name, _HERE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}: not in this installation; reinstall the package")
