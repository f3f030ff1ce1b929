"""The business of handing enforcement powers to the subdistricts.

Floors, each importing only those after it: ``operations`` → ``store`` | ``files`` → ``engine`` | ``domain``.
Nothing here knows the web, asks the clock, or commits: session, actor and instant come in.
"""
