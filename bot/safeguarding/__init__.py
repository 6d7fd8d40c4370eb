"""The core: what a disclosure is, what it means and what follows from it.

Pure: values in, values out. Standard library only; no clock, no file, no network.
"""
