"""Thousands of clips: reviewed in parallel, resumable, gathered in one table.

What goes where:

==============  ===================================================================================
module          holds
==============  ===================================================================================
``listing``     which clips there are, and what each is to be judged as
``task``        one clip with the settings that it is judged by, and what came out of it
``work``        the review of one clip, as a worker does it
``manifest``    the file that says which clips are done
``local``       worker processes on this machine
``cluster``     workers of a Dask scheduler
``run``         clips in, results and manifest out
``columns``     the tables' columns with their units
``table``       the manifest's rows as Parquet and CSV
``overview``    the same as a page to read
==============  ===================================================================================
"""
