"""One folder a page; its module `page` has the function `page()` that draws it."""
