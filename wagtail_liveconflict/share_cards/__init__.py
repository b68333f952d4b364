"""Pictures of an update, drawn for those it is shared with."""
