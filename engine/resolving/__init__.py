"""Resolves tags to events: people, defined terms, folded clauses, frames, ladders, merging."""
