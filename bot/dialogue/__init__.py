"""Rasa as a library: language and the order of the stages.

Importing this package makes two things true before Rasa can be imported: its telemetry and crash reports are
off, and where TensorFlow is not installed its stand-in is registered. Nothing else happens at import.
"""

from bot.dialogue.telemetry import turn_telemetry_off
from bot.dialogue.tensorflow_stand_in import register_where_absent

turn_telemetry_off()
register_where_absent()
