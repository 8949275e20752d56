"""The page Set-up."""
