"""What an article's fields are called by others: read where it is certain, offered as a guess where it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# The fields of an article; `--map text=body,published=date` gives other names.
FIELDS = ("id", "text", "title", "published", "outlet", "url", "authors", "language", "country")
# What other people call them: read when the field itself is missing and exactly one of these stands there. The text is the
# exception: which column is the story must be said, for a summary may be called content.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "body",
        "content",
        "article",
        "full_text",
        "maintext",
        "article_text",
        "story",
        "content_text",
        "plain_text",
    ),
    "title": ("headline", "head"),
    "published": ("date", "published_at", "publish_date", "pub_date", "date_published", "publication_date", "datetime"),
    "outlet": ("source", "publisher", "publication", "site", "domain", "media_name", "newspaper"),
    "url": ("link", "uri", "permalink"),
    "authors": ("author", "byline"),
    "id": ("article_id", "doc_id", "uuid", "_id", "guid"),
    "language": ("lang",),
    "country": ("country_code",),
}
# A field with so many characters is no headline and no name.
_STORY_CHARS = 200
_SHOWN = 30


def is_text_column(names: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Whether these are the columns of a table of articles: more than one, and the text under its own or its given name."""
    wanted = mapping.get("text", "text")
    return wanted in names and (len(names) > 1 or "text" in mapping)


def column_hint(names: Sequence[str], mapping: Mapping[str, str], values: Mapping[str, object] | None = None) -> str:
    """That there is no text, what there is instead, and what to try.

    >>> column_hint(["id", "Body"], {})
    "no field 'text'; fields here: id, Body; try --map text=Body"
    """
    likely = [name for name in names if name.casefold() in OTHER_NAMES["text"] or name.casefold() == "text"]
    likely += [n for n, v in (values or {}).items() if isinstance(v, str) and len(v) > _STORY_CHARS and n not in likely]
    guesses = [f"text={likely[0]}"] if likely else []
    for field, others in OTHER_NAMES.items():
        found = [name for name in names if name.casefold() in (field, *others) and name not in (field, *others)]
        if field not in ("text", *names) and field not in mapping and len(found) == 1 and guesses:
            guesses.append(f"{field}={found[0]}")
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    hint = f"; try --map {','.join(guesses)}" if guesses else ""
    return f"no field {mapping.get('text', 'text')!r}; fields here: {shown or 'none'}{hint}"
