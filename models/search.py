"""Finding things by their words, whatever the accents and plurals, in French, Dutch and English, on both databases."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class SearchEntry(SQLModel, table=True):
    """The words of one thing in one language, reduced to stems. What the organisation writes has one entry a language.

    Derived from other tables, which is why it points at them without foreign keys; it can be built again at any time.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "object_id", "language"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    object_id: int
    organisation_id: int | None = Field(default=None, index=True)
    project_id: int | None = Field(default=None, index=True)
    phase_id: int | None = Field(default=None, index=True)
    language: str
    title: str
    stems: str
    public: bool = True


CREATE_SQLITE = [
    "CREATE VIRTUAL TABLE stems_fts USING fts5(stems, content='search_entry', content_rowid='id', tokenize='unicode61')",
    """CREATE TRIGGER stems_fts_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO stems_fts(rowid, stems) VALUES (new.id, new.stems);
    END""",
    """CREATE TRIGGER stems_fts_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO stems_fts(stems_fts, rowid, stems) VALUES ('delete', old.id, old.stems);
    END""",
    """CREATE TRIGGER stems_fts_changed AFTER UPDATE OF stems ON search_entry BEGIN
        INSERT INTO stems_fts(stems_fts, rowid, stems) VALUES ('delete', old.id, old.stems);
        INSERT INTO stems_fts(rowid, stems) VALUES (new.id, new.stems);
    END""",
]
CREATE_POSTGRESQL = [
    "ALTER TABLE search_entry ADD COLUMN stems_fts tsvector GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED",
    "CREATE INDEX stems_fts_words ON search_entry USING gin (stems_fts)",
]
