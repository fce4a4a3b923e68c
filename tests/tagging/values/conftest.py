"""Laws are checked without a deadline: how fast the machine is proves nothing about a value."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
