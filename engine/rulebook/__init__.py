"""The rule set: strict YAML, models, the pattern language, compilation, checks."""
