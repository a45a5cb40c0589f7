"""Settings that a person does not want to type every time, and where each value comes from.

The command line wins over the environment (EXTRACTOR_MODEL), that over the file (`--config`, else extractor.toml in this folder),
that over the default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

FILE: Final = "extractor.toml"


class ConfigError(ValueError):
    """A file of settings that cannot be used, with the setting at fault."""


class Setting(NamedTuple):
    """A line of the table of settings; `example` stands in the file that `extractor init` writes."""

    default: Any
    kind: type
    example: str
    meaning: str


SETTINGS: Final[dict[str, Setting]] = {
    "model": Setting(
        "default", str, '"default"', '"default", "none" (rules alone), or a spaCy pipeline by name or path'
    ),
    "workers": Setting(1, int, "2", "processes; one a core"),
    "cluster": Setting(
        None, str, '"local:4"', "Dask workers instead: local, local:N, or a scheduler's address or file"
    ),
    "encoding": Setting(None, str, '"cp1252"', "of all text, instead of finding it out"),
    "article_seconds": Setting(60.0, float, "60", "an article that takes longer is rejected"),
    "map": Setting(None, dict, '{ text = "body", published = "date" }', "what your fields are called"),
}


class Value(NamedTuple):
    """A setting's value and who set it."""

    value: Any
    origin: str


def load_settings(path: Path | None, environment: Mapping[str, str] | None = None) -> dict[str, Value]:
    """Every setting with its origin. `path`: the file named by the user; without it, extractor.toml here, if there is one.

    Raises ConfigError for a file that is no TOML, a setting that does not exist, or a value of another type.
    """
    file = path if path is not None else Path(FILE)
    given = _read(file) if path is not None or file.is_file() else {}
    found = {name: Value(setting.default, "default") for name, setting in SETTINGS.items()}
    for name, value in given.items():
        found[name] = Value(_checked(f"{file}: {name}", name, value), str(file))
    for name in SETTINGS:
        variable = f"EXTRACTOR_{name.upper()}"
        printed = (os.environ if environment is None else environment).get(variable)
        if printed:
            found[name] = Value(_parsed(variable, name, printed), f"environment: {variable}")
    return found


def _read(file: Path) -> dict[str, Any]:
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error
    unknown = sorted(set(given) - set(SETTINGS))
    if unknown:
        raise ConfigError(f"{file}: no setting {unknown[0]!r}; expected {', '.join(SETTINGS)}")
    return given


def _checked(where: str, name: str, value: Any) -> Any:
    kind = SETTINGS[name].kind
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ConfigError(f"{where} is {value!r}; expected {SETTINGS[name].example}")
    if isinstance(value, dict):
        return ",".join(f"{field}={other}" for field, other in value.items())
    return value


def _parsed(where: str, name: str, printed: str) -> Any:
    """A value from the environment; fields are mapped as on the command line."""
    kind = SETTINGS[name].kind
    if kind in (str, dict):
        return printed
    try:
        return kind(printed)
    except ValueError:
        raise ConfigError(f"{where} is {printed!r}; expected {SETTINGS[name].example}") from None


def starter() -> str:
    """The text of a first extractor.toml: every setting, commented out.

    >>> starter().splitlines()[2:4]
    ['# "default", "none" (rules alone), or a spaCy pipeline by name or path', '# model = "default"']
    """
    lines = ["# Settings of extractor. The command line wins over the environment, that over this file.", ""]
    for name, setting in SETTINGS.items():
        lines += [f"# {setting.meaning}", f"# {name} = {setting.example}", ""]
    return "\n".join(lines)
