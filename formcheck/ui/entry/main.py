"""The script that Streamlit runs anew for each look at a page."""

from formcheck.ui.shell import draw_app

draw_app()
