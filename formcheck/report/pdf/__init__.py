"""The one page for a therapist, and how it becomes a PDF."""
