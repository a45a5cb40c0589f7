"""Who said what: the room that reads quotations."""

from extractor.rooms.quotes.room import find_quotes, make_quotes

__all__ = ["find_quotes", "make_quotes"]
