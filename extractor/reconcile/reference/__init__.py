"""Official tables (results, campaign finance) and what they say of settled questions.

CSV → rows → official figures → held against questions
    tables   officials          match
"""

from extractor.reconcile.reference.match import Coverage, Judgement, hold_against
from extractor.reconcile.reference.officials import Official, official_figures
from extractor.reconcile.reference.tables import ReferenceError, ReferenceRow, read_reference

__all__ = [
    "Coverage",
    "Judgement",
    "Official",
    "ReferenceError",
    "ReferenceRow",
    "hold_against",
    "official_figures",
    "read_reference",
]
