"""The script of every page.

It lies apart from the pages: Streamlit takes a folder `pages` beside it for pages of its own kind.
"""
