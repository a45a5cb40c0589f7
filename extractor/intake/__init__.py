"""Files to articles: formats, encodings, metadata, copies, rejects."""
