"""How well the position of a body and the stretch of a clip are recognised."""
