CREATE TABLE ZoneChanges (
    Kind       TEXT    NOT NULL,
    Version    INTEGER NOT NULL,
    ImportedAt TEXT    NOT NULL,
    ImportedBy TEXT    NOT NULL,
    Note       TEXT    NOT NULL,
    Summary    TEXT    NOT NULL,
    PRIMARY KEY (Kind, Version)
) WITHOUT ROWID;
