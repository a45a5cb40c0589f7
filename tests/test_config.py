"""Settings: what wins, and what is said when one is wrong."""

import tomllib

import pytest

from extractor.config import SETTINGS, ConfigError, Value, load_settings, starter


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('model = "none"\nworkers = 3\narticle_seconds = 5\n[map]\ntext = "body"\npublished = "date"\n')
    found = load_settings(path, {"EXTRACTOR_WORKERS": "4"})
    assert found == {
        "model": Value("none", str(path)),
        "workers": Value(4, "environment: EXTRACTOR_WORKERS"),
        "cluster": Value(None, "default"),
        "encoding": Value(None, "default"),
        "article_seconds": Value(5.0, str(path)),
        "map": Value("text=body,published=date", str(path)),
    }


WRONG = [
    ("colour = 1", "no setting 'colour'"),
    ("workers = 'two'", "workers is 'two'"),
    ("workers = true", "workers is True"),
    ("map = 'text=body'", "map is"),
    ("model = ", "Invalid value"),
    ("\udcff", "codec"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_wrong_settings(tmp_path, text, said):
    path = tmp_path / "mine.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError, match=said):
        load_settings(path, {})


def test_wrong_settings_in_the_environment_and_no_file(tmp_path):
    with pytest.raises(ConfigError, match="EXTRACTOR_WORKERS"):
        load_settings(None, {"EXTRACTOR_WORKERS": "two"})
    with pytest.raises(ConfigError, match="nothing"):
        load_settings(tmp_path / "nothing.toml", {})


def test_the_starter_is_a_file_of_all_settings_once_its_marks_are_taken_off():
    lines = [line.removeprefix("# ") if " = " in line else line for line in starter().splitlines()]
    assert set(tomllib.loads("\n".join(lines))) == set(SETTINGS)
    assert tomllib.loads(starter()) == {}
