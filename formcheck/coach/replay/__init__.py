"""A recording judged again under other targets, in a fraction of the time; same rules as live."""
