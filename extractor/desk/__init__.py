"""The fact-checker's desk: a run in the browser, and a place to decide. Needs `pip install 'extractor[web]'`."""
