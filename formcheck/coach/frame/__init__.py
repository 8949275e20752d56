"""One frame: the judge, its report, and the phrases for what is wrong."""
