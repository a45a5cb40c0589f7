"""Candidates, vote percentages, sums of money, dates and quotes from news text, and what several articles say together."""

__version__ = "0.1.0"
