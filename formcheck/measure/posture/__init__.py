"""The position of the whole body: lying, kneeling, standing and so on."""
