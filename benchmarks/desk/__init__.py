"""What the desk costs an editor, by how many updates the live blog has."""
