"""Pure functions of numbers and frames: nothing is read, nothing is kept, the same input gives the same answer."""
