"""Why the engine found what it found: causes of errors, accounts of rules, floors under the figures."""
