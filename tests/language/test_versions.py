"""What is inside an installation is known by its content."""

from extractor.language.versions import fingerprint, versions


def test_the_same_content_has_the_same_digits_wherever_it_lies(tmp_path):
    for name in ("here", "there"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "a.tsv").write_text("one\n", encoding="utf-8")
        (tmp_path / name / "deep/b.tsv").write_text("two\n", encoding="utf-8")
    before = fingerprint(tmp_path / "here")
    assert fingerprint(tmp_path / "there") == before
    (tmp_path / "here/code.py").write_text("pass\n", encoding="utf-8")
    assert fingerprint(tmp_path / "here") == before, "code has a version of its own"
    (tmp_path / "here/a.tsv").write_text("once\n", encoding="utf-8")
    assert fingerprint(tmp_path / "here") != before


def test_every_part_has_a_version():
    assert versions().keys() == {"extractor", "schema", "spacy", "data", "model"}
    assert all(versions().values())
