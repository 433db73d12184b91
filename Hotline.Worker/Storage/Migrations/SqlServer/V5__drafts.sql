-- A draft is not yet a case. What it says is sealed, and goes when the draft is discarded; that it was begun stays.
CREATE TABLE Drafts (
    Id            nvarchar(36) COLLATE Latin1_General_100_BIN2  NOT NULL PRIMARY KEY,
    Agent         nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Version       int               NOT NULL,
    StartedAt     datetimeoffset(7) NOT NULL,
    UpdatedAt     datetimeoffset(7) NOT NULL,
    Sealed        varbinary(max)    NULL,
    DiscardedAt   datetimeoffset(7) NULL,
    DiscardReason nvarchar(max)     NULL
);
CREATE INDEX ix_Drafts_Agent ON Drafts (Agent, StartedAt, Id) WHERE DiscardedAt IS NULL;
CREATE INDEX ix_Drafts_Open ON Drafts (StartedAt, Id) WHERE DiscardedAt IS NULL;
