"""How sure a date is, by what settles it: one level for each way.

The share of dates with both ends right, counted by `benchmarks/reliability.py`: on sentences of Wikinews that nobody tuned for
(their annotators split some ranges that are one date here), and on annotated articles that this room was written on.
A level stands between the two, nearer to the first.
"""

FULL = 0.98  # day, month and year in print: "June 20, 2029" (25 of 26; 10 of 10)
PRINTED = 0.96  # a year, or another stretch that needs no day of publication (24 of 25; 106 of 106)
SETTLED = 0.93  # settled by the article's day or a tense close by: "last week", "said Tuesday" (45 of 51; 245 of 246)
LIKELY = 0.86  # the usual meaning of words with another: "next Tuesday", "the weekend", "June" (13 of 15; 77 of 78)
COUNTED = 0.80  # with a loose end, "the past two weeks"; 3/4 where either order is written (1 of 2; 4 of 4)
LOOSE = 0.70  # hangs on a date read before, or on a length of time that may be none (none; 1 of 1)
GUESSED = 0.45  # may mean another stretch as well: "a few days ago", "the next six months" of a story (1 of 1; 2 of 3)
