"""Packs: reading, checking, merging and dating."""
