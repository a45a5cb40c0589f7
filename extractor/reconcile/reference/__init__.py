"""Official tables (results, campaign finance) and what they say of settled questions.

CSV → rows → official figures → held against questions
    tables   officials          match
"""

from extractor.reconcile.reference.match import Coverage, Fit, Judgement, Table, cover, fit, make_table
from extractor.reconcile.reference.officials import Official, official_figures
from extractor.reconcile.reference.tables import ReferenceError, ReferenceRow, read_reference

__all__ = [
    "Coverage",
    "Fit",
    "Judgement",
    "Official",
    "ReferenceError",
    "ReferenceRow",
    "Table",
    "cover",
    "fit",
    "make_table",
    "official_figures",
    "read_reference",
]
