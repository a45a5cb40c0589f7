"""Batches: articles in, a run folder out."""
