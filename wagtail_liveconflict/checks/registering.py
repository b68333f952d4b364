"""Registers the app's checks with Django, so that none of them can stop the others."""

from django.core.checks import Warning, register

TAG = "liveconflict"


def check(*tags, **kwargs):
    """As Django's ``register``, under the app's own tag as well. ``kwargs`` such as
    ``deploy=True``. A check is called with ``databases`` alone, the aliases that may
    be asked, and yields its messages."""

    def decorate(function):
        def run_safely(app_configs=None, databases=None, **kwargs):
            try:
                return list(function(databases=databases))
            except Exception as error:
                # A site in which everything else is wrong as well is told that, too.
                return [
                    Warning(
                        f"The check {function.__name__} could not be run: {error!r}.",
                        hint="Correct what the other messages name, and check again.",
                        id="wagtail_liveconflict.W012",
                    )
                ]

        run_safely.__name__, run_safely.__doc__ = function.__name__, function.__doc__
        register(run_safely, TAG, *tags, **kwargs)
        return run_safely

    return decorate
