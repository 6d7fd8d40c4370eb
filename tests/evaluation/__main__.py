"""How well messages are understood: `python -m tests.evaluation [seen|unseen] [SET …] [--misses]`.

The sentences of ``seen`` may be read by whoever improves a reader. Those of ``unseen`` measure what was learned and
are never looked at while a reader is worked on: their misses are not printed.
"""

import argparse

from tests.evaluation.figures import FIGURES, SETS, sets_of


def main() -> None:
    """Print the figures of the sets asked for, a line each."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("part", nargs="?", choices=("seen", "unseen"), default="seen")
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], metavar="SET", help=", ".join(SETS))
    parser.add_argument("--misses", action="store_true", help="show what was misread (seen sentences alone)")
    asked = parser.parse_args()
    if asked.misses and asked.part == "unseen":
        parser.error("what was misread of the unseen sentences is not shown")
    if missing := sorted({*asked.sets} - {*sets_of(asked.part)}):
        parser.error(f"there is no set {', '.join(missing)} among the {asked.part} ones")
    for name in asked.sets or sets_of(asked.part):
        figures = FIGURES[name](asked.part)
        print(f"{name:14} {figures}")
        if asked.misses:
            print(*(f"    {miss}" for miss in figures.misses), sep="\n")


if __name__ == "__main__":
    main()
