"""Groups of commands, one module each; `observatory.cli` puts them together."""
