"""A phone as camera, only where it was asked for: `formcheck app --phone`.

The phone's browser sends its pictures over the home network, encrypted, to a second listener that
knows one page and one address for pictures. The app itself stays on the loopback.
"""
