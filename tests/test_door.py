"""The door: what `from extractor import …` promises."""

import subprocess
import sys

import spacy

import extractor


def test_the_door_hands_out_functions():
    assert all(callable(getattr(extractor, name)) for name in extractor.__all__ if name != "__version__")
    assert extractor.reconcile([]).reconciliations == []


def test_the_function_stays_when_its_package_is_imported():
    code = "import extractor.reconcile.policy; from extractor import reconcile; print(reconcile([]).claims)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_door_is_light():
    code = "import sys, extractor; print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_pipeline_is_saved_and_loaded_as_any_other(tmp_path):
    made = extractor.load_pipeline("none")
    made.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.pipe_names == made.pipe_names
    text = "Jane Roe won 48.2 percent of the vote" + "$," * 5_000
    assert [[found.start for found in nlp(text)._.percentages] for nlp in (made, loaded)] == [[13], [13]]
    assert [token.text for token in loaded(text)] == [token.text for token in made(text)]
