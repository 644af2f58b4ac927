"""Typed text, made values, codes and items."""
