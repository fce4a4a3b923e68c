from hypothesis import settings

# A busy machine is slow without being wrong: no example is judged by the clock.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
