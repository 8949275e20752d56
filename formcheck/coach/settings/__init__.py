"""The coach's tunable constants, each with its unit, its meaning and its source."""
