"""Relations between records of several reports: copies, origins, stories, incidents, versions, changes.

Everything here works on records, in memory or from a case file, and sees neither a parser nor a database. A group is
built by one rule that can be read, in one canonical order (grouping.py), so that the result depends on the set of
reports alone: not on when they came, in which batches, or through how many processes.
"""
