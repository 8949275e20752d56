"""What every page of the app says while a phone may be the camera, and the code to pair one."""

from __future__ import annotations

import io
from typing import Final

import streamlit as st

from formcheck.ui.phone.pairing import Code
from formcheck.ui.phone.switch import Phone, phone
from formcheck.words import mark, tr

EVERY_S: Final = 2.0
"""Seconds between two looks at whether a phone was paired."""

_SEEN: Final = "phone_paired"

_STEPS: Final = mark(
    "1. Connect the phone to the same Wi-Fi, and scan the code with its camera.\n"
    "2. Its browser warns that it does not know this page: no authority knows addresses of a home "
    "network. Go on to the page. To be sure that it is yours, compare the certificate's SHA-256 "
    "fingerprint, below.\n"
    "3. Press **Turn the camera on** there, and **Start** here."
)


def show_phone() -> None:
    """Draw the panel, where the app was started with `--phone`."""
    on = phone()
    if on is not None:
        with st.container(border=True, key="phone"):
            _panel()


@st.fragment(run_every=EVERY_S)
def _panel() -> None:
    """Say that there is a listener, who is paired, and show a code where one was asked for."""
    on = phone()
    if on is None:
        return
    pairing = on.pairing
    paired = pairing.paired()
    if st.session_state.get(_SEEN, paired) != paired:
        st.session_state[_SEEN] = paired
        st.rerun()  # the stage offers the phone's camera now, or no longer
    st.session_state[_SEEN] = paired
    whom = tr("No phone is paired.")
    if paired is not None:
        whom = tr("Paired: the phone at {address}.", address=paired)
    st.markdown(
        tr(
            ":material/phone_iphone: **A phone may be the camera.** formcheck listens at "
            "`https://{host}` in your home network, for one paired phone alone. {whom}",
            host=on.host,
            whom=whom,
        )
    )
    code = pairing.code()
    with st.container(horizontal=True):
        label = tr("Show a code") if code is None else tr("Another code")
        st.button(label, icon=":material/qr_code_2:", on_click=_new_code)
        if code is not None:
            st.button(tr("Hide the code"), on_click=pairing.cancel)
        if paired is not None:
            st.button(tr("Forget the phone"), icon=":material/link_off:", on_click=pairing.forget)
    if code is not None:
        _show_code(on, code)


def _new_code() -> None:
    on = phone()
    if on is not None:
        on.pairing.new_code()


def _show_code(on: Phone, code: Code) -> None:
    import segno  # deferred: only who asks for a phone needs it

    address = f"https://{on.host}/{code.text}"
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=6, border=4)
    left, right = st.columns((1, 2), vertical_alignment="center")
    with left:
        st.image(picture.getvalue(), width=230, alt=tr("QR code of the address beside it"))
    with right:
        st.markdown(tr(_STEPS))
        st.markdown(tr("Or type this address on the phone: `{address}`", address=address))
        st.caption(
            tr(
                "The code counts once, for {seconds:.0f} more seconds. Fingerprint: {fingerprint}",
                seconds=on.pairing.left_s(code),
                fingerprint=on.certificate.fingerprint,
            )
        )
