"""Every code that the program says something by; `formcheck.words` has the words."""
