"""Giving back what loading took.

Importing Rasa and compiling phrases makes and drops hundreds of thousands of objects. The C library keeps the
freed memory for itself unless it is asked to return it, and the collector would look at what stays for ever.
"""

import ctypes
import gc


def give_back_what_loading_took() -> None:
    """Collect, return freed memory to the system where the C library can (glibc), leave the rest uncollected."""
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
