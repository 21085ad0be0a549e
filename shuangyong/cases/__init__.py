"""What is under way: cases that move by steps, with clocks, holdings and proofs. Knows no particular kind."""
