"""Scores: events found against events labelled, aligned one to one, with the figures of both."""
