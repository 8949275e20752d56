"""The app's entry: `streamlit run app.py`, or `formcheck app`."""

import streamlit as st
from starlette.middleware import Middleware

from formcheck.ui.gate import Gate
from formcheck.ui.lifetime import lifetime
from formcheck.ui.shell import MAIN, on_script_error
from formcheck.ui.socket import ROUTES

app = st.App(
    MAIN,
    lifespan=lifetime,
    routes=ROUTES,
    middleware=[Middleware(Gate)],
    on_script_error=on_script_error,
)
