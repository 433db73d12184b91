-- The whole loop: who holds a case, the exact light, what ended how; requests and orders as lists need them.
ALTER TABLE Cases ADD COLUMN Standing TEXT NOT NULL DEFAULT 'Open';
ALTER TABLE Cases ADD COLUMN ClaimedBy TEXT NULL;
ALTER TABLE Cases ADD COLUMN NextOrangeAt TEXT NULL;
ALTER TABLE Cases ADD COLUMN NextDoubleRedAt TEXT NULL;
ALTER TABLE Cases ADD COLUMN NextTripleRedAt TEXT NULL;
CREATE INDEX ix_Cases_Status_ClosedAt ON Cases (Status, ClosedAt, Number) WHERE ClosedAt IS NOT NULL;
CREATE INDEX ix_Cases_Area_Category ON Cases (Area, Category, RegisteredAt) WHERE Area IS NOT NULL;

ALTER TABLE Assignments ADD COLUMN NextOrangeAt TEXT NULL;
ALTER TABLE Assignments ADD COLUMN NextDoubleRedAt TEXT NULL;
ALTER TABLE Assignments ADD COLUMN NextTripleRedAt TEXT NULL;

CREATE TABLE Requests (
    Number     TEXT    NOT NULL,
    Request    INTEGER NOT NULL,
    Kind       TEXT    NOT NULL,
    Unit       TEXT    NOT NULL,
    Assignment INTEGER NOT NULL,
    Reason     TEXT    NOT NULL,
    Status     TEXT    NOT NULL,
    Escalated  INTEGER NOT NULL,
    FiledAt    TEXT    NOT NULL,
    SettledAt  TEXT    NULL,
    DueAt      TEXT    NOT NULL,
    PRIMARY KEY (Number, Request)
) WITHOUT ROWID;
CREATE INDEX ix_Requests_Pending ON Requests (DueAt, Number, Request) WHERE Status = 'Pending';
CREATE INDEX ix_Requests_Unit ON Requests (Unit, FiledAt, Number, Request);

CREATE TABLE Supervisions (
    Number      TEXT    NOT NULL,
    Supervision INTEGER NOT NULL,
    Unit        TEXT    NOT NULL,
    Origin      TEXT    NOT NULL,
    Status      TEXT    NOT NULL,
    IssuedAt    TEXT    NOT NULL,
    SettledAt   TEXT    NULL,
    DueAt       TEXT    NOT NULL,
    PRIMARY KEY (Number, Supervision)
) WITHOUT ROWID;
CREATE INDEX ix_Supervisions_Open ON Supervisions (DueAt, Number, Supervision) WHERE SettledAt IS NULL;
CREATE INDEX ix_Supervisions_Unit ON Supervisions (Unit, DueAt, Number, Supervision) WHERE SettledAt IS NULL;

ALTER TABLE Tallies ADD COLUMN Guided INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD COLUMN Merged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD COLUMN Voided INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD COLUMN Unreached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD COLUMN Waived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD COLUMN RatedOnResponse INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD COLUMN RatedOnResolution INTEGER NOT NULL DEFAULT 0;
UPDATE Tallies SET RatedOnResponse = Rated, RatedOnResolution = Rated;
UPDATE Cases SET Standing = 'Closed' WHERE Status = 'Closed';
