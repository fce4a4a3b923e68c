"""Corpora in, sinks out: finds filings, extracts each, writes one JSON line a filing."""
