"""The record in a database: SQLite in the data folder, or any database SQLAlchemy can reach.

What a person said is sealed (``bot.adapters.keys``); ids, stages, question keys and times are clear.
"""
