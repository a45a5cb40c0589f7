"""Text that no newspaper printed: processor time of both passes at two lengths, patterns and libraries included.

    python benchmarks/hostile.py [--characters 100000] [--times 4]

Each text is one pattern, repeated; that Python's own steps grow with the length alone is a test (`tests/test_hostile_text.py`),
which sees nothing of the time inside a regular expression. The last column divides the longer time by the shorter: with work
in proportion it is about `--times`, with work that grows with the square its square.
"""

from __future__ import annotations

import argparse
import time

from extractor.language.pipeline import load_pipeline
from extractor.linking.extract import learn, read
from extractor.records import Article

PATTERNS = (
    "1", "1 ", "1/1/", "1-", "$,,,,", "(", "a", "A ", "e\u0301", "“\"'", "\n", "4\u200b8\u200b percent ", "🗳️ 48% ",
    "48 percent ", "$3 million and ", "June 3, 2031 ", "may ", "the end of ", '"He said ', "said ", "Tom Harrow ", "Sen. ", "Mr. van der ",
    "and ", ", who ", "Republicans and ", "Georgia's 6th congressional district ", "Quill 48% | Harrow 46% | ", "Quill won 48 percent.\n",
    "the poll of 612 likely voters ", "mr quill said he raised 8 3 million and ms harrow had 48 1 percent of the vote ",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=4)
    given = parser.parse_args()
    nlp = load_pipeline("none")

    def seconds(pattern: str, characters: int) -> float:
        article = Article(text=(pattern * (characters // len(pattern) + 1))[:characters] + "x", published="2031-06-05")
        began = time.process_time()
        read(article, nlp, learn([article], nlp))
        return time.process_time() - began

    print(f"{'':24}{given.characters:>12,}{given.times * given.characters:>12,} characters")
    for pattern in PATTERNS:
        seconds(pattern, 1_000)  # what is loaded and compiled once
        short, long = seconds(pattern, given.characters), seconds(pattern, given.times * given.characters)
        print(f"{pattern[:20]!r:24}{short:10.2f} s{long:10.2f} s{long / max(short, 0.001):10.1f}", flush=True)


if __name__ == "__main__":
    main()
