"""Tags a document: rules on spaCy's matchers, values by normalisers."""
