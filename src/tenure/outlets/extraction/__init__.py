"""What a document says, read by a program that is held on a short leash (R20, R24).

`Reader` (reader.py) is the way in. It starts a child process (child.py) that is confined (sandbox.py), hands it the
bytes, and gets a `Reading` back. Whatever the bytes do to the child, the caller gets an answer in words (troubles.py).
Only the child opens files with the libraries for PDF, pictures, XML and archives.
"""
