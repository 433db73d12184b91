-- A draft is not yet a case. What it says is sealed, and goes when the draft is discarded; that it was begun stays.
CREATE TABLE Drafts (
    Id            TEXT    NOT NULL PRIMARY KEY,
    Agent         TEXT    NOT NULL,
    Version       INTEGER NOT NULL,
    StartedAt     TEXT    NOT NULL,
    UpdatedAt     TEXT    NOT NULL,
    Sealed        BLOB    NULL,
    DiscardedAt   TEXT    NULL,
    DiscardReason TEXT    NULL
) WITHOUT ROWID;
CREATE INDEX ix_Drafts_Agent ON Drafts (Agent, StartedAt, Id) WHERE DiscardedAt IS NULL;
CREATE INDEX ix_Drafts_Open ON Drafts (StartedAt, Id) WHERE DiscardedAt IS NULL;
