"""The page Tune: targets, presets, plans, labels and references."""
