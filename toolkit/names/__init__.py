"""Pure functions on names: nothing here reads a file or knows a particular name.

Word lists (honorifics, legal forms, places) are passed in by the caller.
"""
