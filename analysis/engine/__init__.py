"""Runs reading, extraction and merging over any number of files and gives the tables of a corpus.

What was read is kept in parts, small files beside the corpus, under a key made of all that the result depends on
(`keys`). A build looks up what it needs and reads what is missing, on all cores (`work`, `pool`); then it draws the
tables from the parts (`assembly`). So a build that was killed goes on where it stopped, adding a file reads one
file, and the tables are the same whatever was read when, in what order, by how many processes.
"""

from analysis.engine.assembly import Chunks, Corpus, without_text
from analysis.engine.building import Progress, Settings, build, stream
from analysis.engine.pool import WorkerLostError

__all__ = ["Chunks", "Corpus", "Progress", "Settings", "WorkerLostError", "build", "stream", "without_text"]
