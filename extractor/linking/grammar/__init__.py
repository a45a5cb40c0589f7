"""How a sentence gives a figure to somebody and says what it measures: skeletons, actors, patterns, cues."""
