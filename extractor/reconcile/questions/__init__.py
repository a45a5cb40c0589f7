"""Which claims are about the same thing: the contest of each (`contests`), what a batch must know together (`names`), what a claim
describes (`descriptions`), which descriptions are of one question (`grouping`), and which questions an article itself tells apart
(`apart`).
"""

from extractor.reconcile.questions.contests import contests_in_article, spelled_out
from extractor.reconcile.questions.descriptions import WHOLE, Description, Vote, scope_of, votes_of
from extractor.reconcile.questions.grouping import Question, blocks_of, bucket_of, group, people_of, told_apart
from extractor.reconcile.questions.names import Names, Survey, merged, names_of, survey

__all__ = [
    "WHOLE",
    "Description",
    "Names",
    "Question",
    "Survey",
    "Vote",
    "blocks_of",
    "bucket_of",
    "contests_in_article",
    "group",
    "merged",
    "names_of",
    "people_of",
    "scope_of",
    "spelled_out",
    "survey",
    "told_apart",
    "votes_of",
]
