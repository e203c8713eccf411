"""Which processes share the database, and what each of them does alone."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from storage.columns import Timestamp
from storage.tables.schema import metadata

# A row is there while its process lives. What is claimed by an id without a row is free again, so a process
# that goes, or is found dead, gives back all that it claimed by one statement.
processes = Table(
    "processes",
    metadata,
    Column("id", Text, primary_key=True, comment="a random token, another one for each start"),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started_at", Timestamp, nullable=False),
    Column("beats", BigInteger, nullable=False, comment="grows while the process lives"),
    Column("beat_at", Timestamp, nullable=False, comment="for people: by the process's own clock"),
    Column(
        "sharers",
        Integer,
        nullable=False,
        server_default="0",
        comment="by how many, at least, it divides what the shop as a whole is allowed",
    ),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True, comment="what one process at a time does"),
    Column("claimed_by", Text, nullable=False),
    Column("taken_at", Timestamp, nullable=False),
)
