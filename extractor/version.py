"""The version of this package, which records, reports and runs name."""

__version__ = "0.1.0"
