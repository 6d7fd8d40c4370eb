"""Rasa's custom actions, one per stage. ``rasa run actions --actions bot.actions`` finds them."""
