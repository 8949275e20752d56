"""The app's entry: `streamlit run app.py`, or `formcheck app`."""

import streamlit as st

from formcheck.ui.shell import MAIN, on_script_error
from formcheck.ui.socket import ROUTES

app = st.App(MAIN, routes=ROUTES, on_script_error=on_script_error)
