"""The ways in for people and other systems. A channel says who is talking and
carries words; it decides nothing.
"""
