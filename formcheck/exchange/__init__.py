"""Recordings in the formats of others: biomechanics (TRC, MOT, C3D, Motion-BIDS) and tables."""
