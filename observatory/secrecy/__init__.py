"""Statistical secrecy: relations between cells, the attack that uses them, the protection that withstands it."""
