"""``heard train``: the language model, made again only where something it is made from has changed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

import bot
from bot.settings import Settings, read_settings

ROOT = Path(bot.__file__).parents[1]
ForceOption = Annotated[bool, typer.Option("--force", help="Train although nothing has changed.")]


def train(force: ForceOption = False) -> None:
    """Train the language model, and put it in place once it was loaded and has read a sentence."""
    from bot.dialogue import training

    settings = read_settings()
    train_readers(settings, force)
    if not force and training.is_current(ROOT, settings.models_dir):
        print("The model is up to date.", file=sys.stderr)
        return
    print("Training the language model; this takes about a minute …", file=sys.stderr, flush=True)
    training.train(ROOT, settings.models_dir, settings.state_dir)
    print("The model is trained and in place.", file=sys.stderr)


def train_readers(settings: Settings, force: bool = False) -> None:
    """Train the readers of danger and answers where they are missing or out of date; it takes seconds."""
    from bot.adapters.language import learning

    if force or not learning.is_current(ROOT, settings.models_dir):
        print("Training the readers of danger and answers …", file=sys.stderr, flush=True)
        learning.train(ROOT, settings.models_dir)
