"""Benchmarks of formcheck: accuracy on rendered people with known joint angles, and speed."""
