"""Scores against gold: how well a run reads and settles."""

from extractor.evaluate.groups import GroupMiss, GroupScore
from extractor.evaluate.score import GoldError, KindScore, Miss, Scores, evaluate, summary
from extractor.evaluate.table import render

__all__ = ["GoldError", "GroupMiss", "GroupScore", "KindScore", "Miss", "Scores", "evaluate", "render", "summary"]
