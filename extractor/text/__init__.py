"""Cleaning with a way back to the original; paragraphs, sentences, quotation marks. Knows characters, no spaCy."""
