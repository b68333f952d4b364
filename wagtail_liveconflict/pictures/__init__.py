"""What happens to a picture between an upload and a reader: cleaned of what the camera
wrote, its original kept where nobody gets it by chance, shown in the size that is
needed."""
