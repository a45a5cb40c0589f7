"""The numbers of the policy, one place, each with the sentence that justifies it. The words of the policy are in `verdicts`."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

# --- what becomes a claim ---------------------------------------------------------------------------------------------

# A share of an unnamed question and a percentage of anything else share no question that two articles could disagree on.
NOT_COMPARED: Final = frozenset({"other", "opinion"})
# These belong to the contest itself, so that they need no subject to be about the same thing.
OF_THE_CONTEST: Final = frozenset({"threshold", "reporting", "turnout"})
# Whoever has one of these in a contest stands in it.
OF_CONTENDERS: Final = frozenset({"vote_share", "poll_share"})
# One count gives all of these: an article that reports one of them of a partial count reports the others of it too.
COUNTED_TOGETHER: Final = frozenset({"vote_share", "margin"})
# A count that carries a day is of the vote of that day or of the day before, when it ran past midnight.
COUNTING_DAYS: Final = 1
# Whom a poll asks when it asks everybody. A share among any other group is not the share among all, even where the text
# does not name the whole.
WHOLE_ELECTORATE: Final = frozenset(
    [
        "adults",
        "all voters",
        "americans",
        "electorate",
        "likely voters",
        "people",
        "registered voters",
        "residents",
        "voters",
        "the public",
    ]
)
# Of two counts of one candidate the one within a tenth of a figure is the one it belongs to.
NEAR_IN_NUMBER: Final = Decimal("0.1")
# A total raised for a first round goes on growing in the runoff: money belongs to the campaign, not to the round.
MONEY_OF_A_CAMPAIGN: Final = frozenset({"raised", "spent", "donated", "cash_on_hand", "loan"})
# A sentence names the contest once; figures this many characters around it are of the same passage (three or four sentences).
PASSAGE_CHARACTERS: Final = 700

# --- ranges -----------------------------------------------------------------------------------------------------------

# Written-out zeros are weak: 7,600,000 is read as printed to the 100,000, but never more coarsely than a fiftieth of the
# number, which keeps 1,000 and 1,400 apart.
WEAK_ZEROS_AT_MOST: Final = Decimal("0.02")
# Fewer zeros than these are a price, not a rounding: $1,200 and $1,250 are two numbers.
WEAK_ZEROS_AT_LEAST: Final = 3
# A reading inside the logical range but outside what a reader takes the wording to say counts half.
LOGICAL_ONLY: Final = 0.5

# --- time -------------------------------------------------------------------------------------------------------------

# Only these grow for as long as a campaign lasts; an earlier, lower total is replaced.
ONLY_GROWS: Final = frozenset({"raised", "spent", "donated"})
# These move both ways; the later figure replaces the earlier.
MOVES: Final = frozenset({"cash_on_hand", "loan", "worth"})
# Cash is reported once a quarter, and papers print the last report for weeks.
SAME_REPORT_DAYS: Final = 31
# Within a week two papers print totals from the same filing, so a difference between publication dates alone explains
# nothing; a day that the text itself names needs no such distance.
SAME_FILING_DAYS: Final = 7
# No campaign multiplied its total by more than this between two reports; a larger jump is a slip of the pen.
LARGEST_GROWTH: Final = 40
# A total of another day, slipped by a thousand, lies within a factor of three of a thousand times the settled one: as a
# share of three powers of ten, a sixth.
SLIP_OF_THOUSANDS: Final = Decimal("0.17")
# Reports are due on the fifteenth after a quarter, and "the last three months" said on that day are the quarter; weeks and months are
# told apart by less.
SAME_PERIOD_DAYS: Final = 15
LONG_PERIOD_DAYS: Final = 80
# Two reports of one pollster whose field dates lie within these days of each other describe one poll.
SAME_POLL_DAYS: Final = 2
# A count seldom moves by more than this between the night and the end; an early figure so speaks for what is near it.
COUNT_DRIFT_POINTS: Final = Decimal(6)
# These are read off one count of votes.
COUNTED: Final = frozenset({"vote_share", "margin", "turnout"})
# Postal and provisional ballots are counted for two weeks and declared in the third, and move a share by a point or two; an article
# that does not say how far the count was is then taken for a stage of it.
COUNTED_FOR_DAYS: Final = 21
# The papers of the morning and of the day after print the night's count; a figure of two days later may be of a later stage.
LATER_COUNT_DAYS: Final = 2
# By then most votes are counted: what moves a share by more is as often a slip of the later paper (30 simulated seeds).
LATER_COUNT_POINTS: Final = Decimal("1.5")
COUNT_MOVES_POINTS: Final = Decimal(3)
# No count goes on for two months: figures farther apart are of two votes.
ANOTHER_VOTE_DAYS: Final = 60
# What an early figure says of a later one counts this share of its outlet's word: it decides between two single reports, and
# yields to two that agree.
EARLY_HINT: Final = 0.3
# Campaigns of one contest raise and spend within a factor of a hundred of each other; a million is told from a billion by that,
# where as many say the one as the other. That outweighs an early figure, which may have slipped with the late one, and yields to a
# second witness. Where the contest has no other sum that is beyond doubt, the sums of the whole batch tell as much.
PEERS_APART: Final = 100
PEERS_HINT: Final = 0.9

# --- witnesses --------------------------------------------------------------------------------------------------------

# Five words in a row are seldom written twice by chance (Broder, "On the resemblance and containment of documents", 1997).
SHINGLE_WORDS: Final = 5
# Two independent reports of one event share quotations and names, about a tenth of their shingles; copies share most.
COPY_SHARE: Final = 0.6
# Below a dozen shingles a shared sentence is a shared quotation or formula, not a copy.
COPY_SHINGLES: Final = 12
# The passage around a figure that is compared when the rest of the article differs: two or three sentences.
PASSAGE_WORDS: Final = 40
# Two independent outlets of 99 percent accuracy still differ on one disputed figure in fifty; these differ on fewer than one in
# a thousand.
CHORUS_AGREEMENT: Final = 0.999
# So many disputed questions on which both speak are as many as it takes to tell how two outlets stand to each other.
AGREEMENT_SHARED: Final = 200
# Each is held against each, so only the busiest outlets are: a thousand of them make half a million pairs.
AGREEMENT_OUTLETS: Final = 1_000
# Outlets that mean the same agree on more disputed figures than not, unless both are careless.
CAMP_AGREES: Final = 0.5
# Two outlets that err half the time still agree on a quarter of the figures; those that agree on fewer than a tenth, each in
# company, count different things.
CAMPS_APART: Final = 0.1

# --- weights ----------------------------------------------------------------------------------------------------------

# Share of an unknown outlet's figures that are right; printed election figures are mostly copied from one official source.
PRIOR_ACCURACY: Final = 0.8
# An outlet's record counts as much as the prior after this many comparable figures; smaller outlets keep the benefit of doubt.
PRIOR_CLAIMS: Final = 5.0
# Its record on one measure counts as much as its whole record after this many figures, which show a share to within a tenth.
MEASURE_CLAIMS: Final = 100.0
# Wrong figures spread over about ten values (Dong, Berti-Equille, Srivastava, VLDB 2009, section 3), so that agreement means truth.
WRONG_VALUES: Final = 10
# Rounds after which the weights no longer move by a thousandth on any data tried; 5 to 8 are usual.
ROUNDS: Final = 20
# Weights stay between these accuracies: nobody is always right, and nobody's word is evidence against itself.
LOWEST_ACCURACY: Final = 0.2
HIGHEST_ACCURACY: Final = 0.97

# --- confidence -------------------------------------------------------------------------------------------------------

# On 4,200 simulated questions of careless presses the settled value was right oftener than the evidence alone says, most
# in the middle (0.67 said, 0.82 right): single voices are better than their weight. Fitted on those (logistic, slope 1).
ODDS_TIMES: Final = 1.6
# The surest groups of the same simulation were right 985 times in a thousand.
SUREST: Final = 0.985

# --- suspicions -------------------------------------------------------------------------------------------------------

# Below this confidence the settled figure is as likely the slip as the one that dissents, so that neither is accused.
SURE_TO_ACCUSE: Final = 0.5

# A rival's figure names a swap only where it is surer than one report against another, which comes to a half.
SURE_OF_RIVAL: Final = 0.6
# A range of up to a tenth of its number is the number, printed to two digits; a wider one names nobody.
NARROW: Final = Decimal("0.1")

# --- checks -----------------------------------------------------------------------------------------------------------

# "5-to-1" was printed for 5.1 and for 4.6: a stated ratio is rounded to a tenth of itself.
RATIO_ABOUT: Final = Decimal("0.1")
# Shares that are everything add up to 100 but for rounding: six contenders printed to the tenth are off by three tenths at most.
SHARES_ROUNDED: Final = Decimal("0.3")
# Of more shares than these some add up to a hundred by chance.
SHARES_AT_MOST: Final = 10
# A failed check of arithmetic means that one of two or three figures is wrong.
FAILED_CHECK: Final = 0.7
