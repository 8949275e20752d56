"""The threshold lab: recordings judged again under other targets."""
