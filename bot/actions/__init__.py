"""Rasa's custom actions: one per stage, each a few lines. ``rasa run actions --actions bot.actions`` finds them."""
