"""What names, places and sentences of the simulated press are made of. The order matters: the same seed gives the same press."""

from __future__ import annotations

# A first name; a surname or a place is a head and a tail.
FIRST_NAMES = [
    "Adela",
    "Bram",
    "Corin",
    "Delphine",
    "Edwy",
    "Fenna",
    "Gideon",
    "Hollis",
    "Ines",
    "Joren",
    "Katya",
    "Leopold",
    "Maren",
    "Niall",
    "Odile",
    "Perrin",
    "Rosalba",
    "Soren",
    "Tamsin",
    "Ulric",
]
HEADS = [
    "Ash",
    "Brack",
    "Cal",
    "Dun",
    "Ever",
    "Fal",
    "Gran",
    "Hol",
    "Ister",
    "Jun",
    "Kel",
    "Lor",
    "Mel",
    "Nor",
    "Ost",
    "Pel",
    "Quar",
    "Ren",
    "Sel",
    "Tor",
    "Ul",
    "Ver",
    "Wen",
    "Yar",
    "Zel",
]
TAILS = [
    "bridge",
    "combe",
    "dale",
    "field",
    "gate",
    "holm",
    "kirk",
    "land",
    "mere",
    "ness",
    "over",
    "rick",
    "sted",
    "thorpe",
    "vane",
    "wick",
    "yard",
    "worth",
]
OPENINGS = (
    "Polls closed at eight and the first boxes reached {place} soon after",
    "It rained in {place} for most of the day, and the queues were short",
    "The campaign that ended in {place} this week had begun in January",
    "Nobody at the fairground hall in {place} wanted to go home early",
    "For once the talk in {place} was not of the football",
    "Clerks in {place} worked in shifts behind a rope and a folding table",
)
FILLERS = (
    "{a} and {b} met only once in debate, over the {noun} that the county never finished",
    "volunteers for {a} knocked on doors along the {noun} until dusk",
    "{b} spent the final week promising to repair the {noun}",
    "a {noun} that closed two winters ago was on many minds",
    "supporters filled the room behind the {noun} and sang",
    "both sides had hired lawyers in case the {noun} came up again",
    "the {noun} has divided neighbours here since before either of them ran",
    "an aide described the mood beside the {noun} as calm",
)
NOUNS = [
    "bridge",
    "ferry",
    "hospital",
    "quarry",
    "reservoir",
    "library",
    "stadium",
    "tram",
    "bypass",
    "cannery",
    "harbour",
    "school",
    "mill",
    "theatre",
    "depot",
    "orchard",
    "pier",
    "market",
]
# Sentences around a figure, for each measure.
SHARES = (
    "{name} {verb} {printed} of the vote",
    "the count gave {name} {printed} of the vote",
    "with {printed} of the vote, {name} had reason to smile",
    "{name} ended on {printed} of the vote",
)
PARTIAL = "with {counted} percent of precincts reporting, {name} had {printed} of the vote"
SUMS = (
    "{name} has raised {printed}",
    "the {name} campaign raised {printed} in all",
    "{name} raised {printed} through the end of {month}",
)
MARGINS = ("{name} won by {printed}", "{name} finished {printed} ahead of {rival}")
WORDING = {"exact": "", "about": "about ", "nearly": "nearly ", "over": "more than "}
