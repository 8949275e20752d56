"""What people see: the pages, the camera's component and the live socket.

Pages stay thin: everything that they show is worked out by the rest of the package.
"""
