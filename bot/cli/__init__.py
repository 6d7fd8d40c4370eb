"""The command line: `heard`."""
