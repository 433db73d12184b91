-- The whole loop: who holds a case, the exact light, what ended how; requests and orders as lists need them.
ALTER TABLE Cases ADD Standing nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL DEFAULT 'Open';
ALTER TABLE Cases ADD ClaimedBy nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE Cases ADD NextOrangeAt datetimeoffset(7) NULL;
ALTER TABLE Cases ADD NextDoubleRedAt datetimeoffset(7) NULL;
ALTER TABLE Cases ADD NextTripleRedAt datetimeoffset(7) NULL;
CREATE INDEX ix_Cases_Status_ClosedAt ON Cases (Status, ClosedAt, Number) WHERE ClosedAt IS NOT NULL;
CREATE INDEX ix_Cases_Area_Category ON Cases (Area, Category, RegisteredAt) WHERE Area IS NOT NULL;

ALTER TABLE Assignments ADD NextOrangeAt datetimeoffset(7) NULL;
ALTER TABLE Assignments ADD NextDoubleRedAt datetimeoffset(7) NULL;
ALTER TABLE Assignments ADD NextTripleRedAt datetimeoffset(7) NULL;

CREATE TABLE Requests (
    Number nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Request int NOT NULL,
    Kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Unit nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Assignment int NOT NULL,
    Reason nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Status nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Escalated bit NOT NULL,
    FiledAt datetimeoffset(7) NOT NULL,
    SettledAt datetimeoffset(7) NULL,
    DueAt datetimeoffset(7) NOT NULL,
    PRIMARY KEY (Number, Request)
);
CREATE INDEX ix_Requests_Pending ON Requests (DueAt, Number, Request) WHERE Status = 'Pending';
CREATE INDEX ix_Requests_Unit ON Requests (Unit, FiledAt, Number, Request);

CREATE TABLE Supervisions (
    Number nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Supervision int NOT NULL,
    Unit nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Origin nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Status nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IssuedAt datetimeoffset(7) NOT NULL,
    SettledAt datetimeoffset(7) NULL,
    DueAt datetimeoffset(7) NOT NULL,
    PRIMARY KEY (Number, Supervision)
);
CREATE INDEX ix_Supervisions_Open ON Supervisions (DueAt, Number, Supervision) WHERE SettledAt IS NULL;
CREATE INDEX ix_Supervisions_Unit ON Supervisions (Unit, DueAt, Number, Supervision) WHERE SettledAt IS NULL;

ALTER TABLE Tallies ADD Guided int NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD Merged int NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD Voided int NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD Unreached int NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD Waived int NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD RatedOnResponse int NOT NULL DEFAULT 0;
ALTER TABLE Tallies ADD RatedOnResolution int NOT NULL DEFAULT 0;
-- The columns are new to this batch, so their names are looked up when it runs.
EXEC('UPDATE Tallies SET RatedOnResponse = Rated, RatedOnResolution = Rated');
EXEC('UPDATE Cases SET Standing = ''Closed'' WHERE Status = ''Closed''');
