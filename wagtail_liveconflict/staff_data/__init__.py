"""What the app holds of the people of the newsroom: found, exported, erased."""
