"""A press with known habits reports on contests with known truth: what settling is measured and calibrated on.

    make_world → contests with their counts and filings
    report     → articles, the figures printed in them, what is true, and every fault that was put in

Outlets round or cut off, write "about" and "nearly", report partial counts and old totals, copy one another under a new first line, and slip:
a million for a billion, two digits exchanged, the rival's number, an early count printed again. The same seed gives the same
press. Names are invented.
"""

from extractor.evaluate.simulate.press import Press, report
from extractor.evaluate.simulate.world import FIRST_FILING, make_outlets, make_world

__all__ = ["FIRST_FILING", "Press", "make_outlets", "make_world", "report"]
