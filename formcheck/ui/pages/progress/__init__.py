"""The page Progress, with its diary, its printed page and its reminders."""
