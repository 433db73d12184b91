-- Exact lights in every queue, cases that wait to be judged, inboxes, and pictures of praise.
ALTER TABLE Cases ADD AwaitsJudgement bit NOT NULL DEFAULT 0;
ALTER TABLE Cases ADD NoticedVersion int NOT NULL DEFAULT 0;
ALTER TABLE Cases ADD Unnoticed bit NOT NULL DEFAULT 0;
DROP INDEX ix_Cases_Status_NextDueAt ON Cases;
CREATE INDEX ix_Cases_Queue ON Cases (Status, AwaitsJudgement, NextDueAt, Number, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, ClaimedBy);
CREATE INDEX ix_Cases_ClaimedBy ON Cases (ClaimedBy, Status, AwaitsJudgement, NextDueAt, Number, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE ClaimedBy IS NOT NULL;
-- What happened before there were inboxes is no news.
EXEC('UPDATE Cases SET NoticedVersion = Version');
CREATE INDEX ix_Cases_Unnoticed ON Cases (Number) WHERE Unnoticed = 1;

DROP INDEX ix_Assignments_Unit ON Assignments;
DROP INDEX ix_Assignments_Open ON Assignments;
CREATE INDEX ix_Assignments_UnitQueue ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt);
CREATE INDEX ix_Assignments_OpenQueue ON Assignments (NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE IsOpen = 1;

ALTER TABLE Requests ADD NextDueAt datetimeoffset(7) NULL;
ALTER TABLE Requests ADD NextWarnAt datetimeoffset(7) NULL;
ALTER TABLE Requests ADD NextOrangeAt datetimeoffset(7) NULL;
ALTER TABLE Requests ADD NextDoubleRedAt datetimeoffset(7) NULL;
ALTER TABLE Requests ADD NextTripleRedAt datetimeoffset(7) NULL;
DROP INDEX ix_Requests_Pending ON Requests;
CREATE INDEX ix_Requests_Queue ON Requests (NextDueAt, Number, Request, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE NextDueAt IS NOT NULL;

ALTER TABLE Supervisions ADD NextDueAt datetimeoffset(7) NULL;
ALTER TABLE Supervisions ADD NextWarnAt datetimeoffset(7) NULL;
ALTER TABLE Supervisions ADD NextOrangeAt datetimeoffset(7) NULL;
ALTER TABLE Supervisions ADD NextDoubleRedAt datetimeoffset(7) NULL;
ALTER TABLE Supervisions ADD NextTripleRedAt datetimeoffset(7) NULL;
DROP INDEX ix_Supervisions_Open ON Supervisions;
DROP INDEX ix_Supervisions_Unit ON Supervisions;
CREATE INDEX ix_Supervisions_Queue ON Supervisions (NextDueAt, Number, Supervision, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE NextDueAt IS NOT NULL;
CREATE INDEX ix_Supervisions_UnitQueue ON Supervisions (Unit, NextDueAt, Number, Supervision, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE NextDueAt IS NOT NULL;

CREATE TABLE Notices (
    Recipient nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Number nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Version int NOT NULL,
    Kind nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Light nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL,
    Clock nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL,
    Unit nvarchar(32) COLLATE Latin1_General_100_BIN2 NULL,
    At datetimeoffset(7) NOT NULL,
    ReadAt datetimeoffset(7) NULL,
    PRIMARY KEY (Recipient, Number, Version)
);
CREATE INDEX ix_Notices_Inbox ON Notices (Recipient, At, Number, Version);
CREATE INDEX ix_Notices_Unread ON Notices (Recipient, At, Number, Version) WHERE ReadAt IS NULL;

CREATE TABLE PraisePictures (
    Number nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    ContentType nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Sha256 nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Content varbinary(max) NOT NULL,
    At datetimeoffset(7) NOT NULL,
    Actor nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL
);
