"""For sites whose tables are made for one test."""


class NoMigrations(dict):
    """Tables are made as the models are now, in a fifth of the time."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None

    def get(self, app, default=None):
        return None
