"""The atlas on paper: its composed pages as the sections of one document, and editions of it."""
