-- Files of cases: what the log says of them stays, what is here can be taken away. And who looked at whose data, which stays.
CREATE TABLE Attachments (
    Number     TEXT    NOT NULL,
    Attachment INTEGER NOT NULL,
    Name       TEXT    NOT NULL,
    Bytes      INTEGER NOT NULL,
    Sha256     TEXT    NOT NULL,
    Content    BLOB    NOT NULL,
    PRIMARY KEY (Number, Attachment)
);

CREATE TABLE AccessLog (
    Number  TEXT NOT NULL,
    At      TEXT NOT NULL,
    Id      TEXT NOT NULL,
    Actor   TEXT NOT NULL,
    Unit    TEXT NULL,
    Fields  TEXT NOT NULL,
    Reason  TEXT NOT NULL,
    Address TEXT NULL,
    PRIMARY KEY (Number, At, Id)
) WITHOUT ROWID;
CREATE INDEX ix_AccessLog_Actor ON AccessLog (Actor, At, Id);
