"""What runs beside the pages: start and end of the app, the gate, the live socket."""
