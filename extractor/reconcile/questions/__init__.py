"""Which claims are about the same thing: the contest of each (`contests`), what it describes (`descriptions`), which descriptions
are of one question (`grouping`), and which questions an article itself tells apart (`apart`).
"""

from extractor.reconcile.questions.contests import contests_in_article, spelled_out
from extractor.reconcile.questions.descriptions import WHOLE, Description, Vote, scope_of
from extractor.reconcile.questions.grouping import Question, group

__all__ = ["WHOLE", "Description", "Question", "Vote", "contests_in_article", "group", "scope_of", "spelled_out"]
