"""Sentences and hints by code."""
