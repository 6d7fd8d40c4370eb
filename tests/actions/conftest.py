"""The TensorFlow stand-in has to be registered before a test imports Rasa."""

import bot.dialogue  # noqa: F401
