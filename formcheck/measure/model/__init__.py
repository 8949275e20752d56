"""Values with their errors, the geometry, and the table of errors."""
