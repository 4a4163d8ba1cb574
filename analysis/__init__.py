"""Entrevues: who meets whom, how often and in what tone, read from the French-language press."""

__version__ = "0.1.0"
