"""The app's entry: `streamlit run app.py`, or `formcheck app`."""

import streamlit as st
from starlette.middleware import Middleware

from formcheck.ui.server.gate import Gate
from formcheck.ui.server.lifetime import lifetime
from formcheck.ui.server.socket import ROUTES
from formcheck.ui.shell import MAIN, on_script_error

app = st.App(
    MAIN,
    lifespan=lifetime,
    routes=ROUTES,
    middleware=[Middleware(Gate)],
    on_script_error=on_script_error,
)
