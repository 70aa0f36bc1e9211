"""What is shown in the pages of others; Dash is not needed to say it, and the public process does not load it."""

FRAMED = ("/cartes", "integree")
"""The page, and its form `vue=`, that are made for them: the document shows nothing else."""
