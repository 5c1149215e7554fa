"""From values to what a person or a program reads: one pure function each."""
