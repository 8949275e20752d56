"""The page Review: clips that wait, and one session along its time line."""
