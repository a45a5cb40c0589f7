"""One module for each format. A reader turns a stream of bytes into rows of named fields; it knows no article and keeps no state.

To add one: a module with `looks_like` and `read`, and its line in the table of `extractor/intake/reading.py`.
"""
