"""The command `filing-engine`: thin, over plain functions; one module a command."""
