"""The door: what `from extractor import …` promises."""

import subprocess
import sys

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
