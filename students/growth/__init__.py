"""What weights and heights mean: judging, doubts, charts, sums, files."""
