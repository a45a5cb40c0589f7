"""What a fact-checker decided, as schema.org's ClaimReview in JSON-LD: what search engines and claim databases read.

https://schema.org/ClaimReview: a review for each figure that an outlet printed on a question somebody has ruled on. What
nobody ruled on is no review, and neither is a record that was rejected as misread.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from extractor.decisions import Event, Sheet
from extractor.decisions import read as read_decisions
from extractor.present.evidence import stances_of
from extractor.present.report import safe_url
from extractor.present.wording import figure_text, heading
from extractor.reconcile.ranges import overlap
from extractor.records import Article, Claim
from extractor.runs.errors import RunError

# What search engines show of a claim; a longer one they cut themselves, in the middle of a word.
LONGEST_CLAIM = 75


class Rating(NamedTuple):
    """One step of the scale, 1 to 5."""

    value: int
    name: str


ACCURATE = Rating(5, "Accurate")
OUTDATED = Rating(3, "Accurate when printed, since replaced")
INACCURATE = Rating(1, "Inaccurate")


class Publisher(NamedTuple):
    """Who reviews, and the page that the reviews stand on."""

    name: str
    page: str


def export_reviews(run: Path, out: Path, publisher: Publisher | None) -> dict[str, int]:
    """`claimreview.jsonld` with a review for each printed figure that was ruled on.

    Raises RunError without a publisher, whom every review has to name.
    """
    if publisher is None or not publisher.name.strip() or safe_url(publisher.page) is None:
        raise RunError(
            "a ClaimReview names its author and its page: add --publisher 'Harbour Check' --page https://check.example/figures"
        )
    decided = read_decisions(run)
    reviews: list[dict[str, Any]] = []
    for sheet in decided.sheets():
        if sheet.ruling is None:
            continue
        claims = decided.material.claims(sheet.counted)
        articles = {article.id: article for article in decided.material.articles({c.article_id: 0 for c in claims})}
        printed: dict[tuple[str, str, Rating], list[tuple[Claim, Article]]] = defaultdict(list)
        for claim in claims:
            article = articles[claim.article_id]
            key = (article.called, figure_text(claim), rate(sheet, sheet.ruling, claim))
            printed[key].append((claim, article))
        reviews += [
            _review(sheet, sheet.ruling, publisher, outlet, figure, rating, found)
            for (outlet, figure, rating), found in sorted(printed.items())
        ]
    document = {"@context": "https://schema.org", "@graph": reviews}
    (out / "claimreview.jsonld").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return {"claim reviews": len(reviews)}


def rate(sheet: Sheet, ruling: Event, claim: Claim) -> Rating:
    """How a printed figure fares against what was ruled: what its wording allows has to hold the answer."""
    if ruling.after is not None:
        held, printed = ruling.after.bounds, claim.bounds
        if overlap((printed.low, printed.high), (held.low, held.high)):
            return ACCURATE
    return OUTDATED if stances_of(sheet)[claim.id].name == "superseded" else INACCURATE


def _review(
    sheet: Sheet,
    ruling: Event,
    publisher: Publisher,
    outlet: str,
    figure: str,
    rating: Rating,
    found: list[tuple[Claim, Article]],
) -> dict[str, Any]:
    days = sorted(article.published.isoformat() for _, article in found if article.published)
    page = f"{publisher.page.split('#')[0]}#q-{sheet.id}"
    appearances = [
        {"@type": "CreativeWork", "url": url} for url in sorted({safe_url(a.url) or "" for _, a in found} - {""})
    ]
    claim: dict[str, Any] = {"@type": "Claim", "author": {"@type": "Organization", "name": outlet}}
    if days:
        claim["datePublished"] = days[0]
    if appearances:
        claim["appearance"] = appearances
    return {
        "@type": "ClaimReview",
        "@id": f"{page}-{found[0][0].id}",
        "url": page,
        "datePublished": ruling.when.date().isoformat(),
        "author": {"@type": "Organization", "name": publisher.name, "url": publisher.page},
        "claimReviewed": in_short(heading(sheet.settled), figure),
        "reviewBody": ruling.reason or sheet.settled.explanation,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating.value,
            "bestRating": ACCURATE.value,
            "worstRating": INACCURATE.value,
            "alternateName": rating.name,
        },
        "itemReviewed": claim,
    }


def in_short(words: str, figure: str, longest: int = LONGEST_CLAIM) -> str:
    """A question and the figure printed on it, in at most so many characters: words are left out before the figure is.

    >>> in_short("Jane Roe: vote share against a long list of rivals", "about 48%", 36)
    'Jane Roe: vote share… about 48%'
    """
    whole = f"{words} {figure}"
    if len(whole) <= longest:
        return whole
    room = longest - len(figure) - 2
    if room <= 0:
        return whole[: longest - 1] + "…"
    kept = words[: room + 1].rpartition(" ")[0] or words[:room]
    return f"{kept}… {figure}"
