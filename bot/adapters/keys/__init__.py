"""Keys and sealing: AES-256-GCM, a data key for each case, wrapped by a master key that is kept in a file.

Deleting a case destroys its data key. Changing the master key rewraps the data keys and touches nothing else.
"""
