"""What is printed: documents in, tagged PDF out, all in one style."""
