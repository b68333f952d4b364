"""The sample newsroom: an invented conflict, covered by an invented newspaper.

Countries, towns, people, outlets and channels do not exist. The languages of the original
quotes are real ones, so that fonts, directions and screen readers can be tried.

Times are written as minutes before the sample is loaded. Inside texts, ``{clock:90}`` stands
for the clock time 90 minutes before loading, ``{day:90}`` for its weekday and ``{iso:90}`` for
the full time.
"""
