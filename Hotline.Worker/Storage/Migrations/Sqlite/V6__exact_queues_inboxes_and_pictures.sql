-- Exact lights in every queue, cases that wait to be judged, inboxes, and pictures of praise.
ALTER TABLE Cases ADD COLUMN AwaitsJudgement INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Cases ADD COLUMN NoticedVersion INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Cases ADD COLUMN Unnoticed INTEGER NOT NULL DEFAULT 0;
DROP INDEX ix_Cases_Status_NextDueAt;
CREATE INDEX ix_Cases_Queue ON Cases (Status, AwaitsJudgement, NextDueAt, Number, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, ClaimedBy);
CREATE INDEX ix_Cases_ClaimedBy ON Cases (ClaimedBy, Status, AwaitsJudgement, NextDueAt, Number, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE ClaimedBy IS NOT NULL;
-- What happened before there were inboxes is no news.
UPDATE Cases SET NoticedVersion = Version;
CREATE INDEX ix_Cases_Unnoticed ON Cases (Number) WHERE Unnoticed = 1;

DROP INDEX ix_Assignments_Unit;
DROP INDEX ix_Assignments_Open;
CREATE INDEX ix_Assignments_UnitQueue ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt);
CREATE INDEX ix_Assignments_OpenQueue ON Assignments (NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE IsOpen = 1;

ALTER TABLE Requests ADD COLUMN NextDueAt TEXT NULL;
ALTER TABLE Requests ADD COLUMN NextWarnAt TEXT NULL;
ALTER TABLE Requests ADD COLUMN NextOrangeAt TEXT NULL;
ALTER TABLE Requests ADD COLUMN NextDoubleRedAt TEXT NULL;
ALTER TABLE Requests ADD COLUMN NextTripleRedAt TEXT NULL;
DROP INDEX ix_Requests_Pending;
CREATE INDEX ix_Requests_Queue ON Requests (NextDueAt, Number, Request, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE NextDueAt IS NOT NULL;

ALTER TABLE Supervisions ADD COLUMN NextDueAt TEXT NULL;
ALTER TABLE Supervisions ADD COLUMN NextWarnAt TEXT NULL;
ALTER TABLE Supervisions ADD COLUMN NextOrangeAt TEXT NULL;
ALTER TABLE Supervisions ADD COLUMN NextDoubleRedAt TEXT NULL;
ALTER TABLE Supervisions ADD COLUMN NextTripleRedAt TEXT NULL;
DROP INDEX ix_Supervisions_Open;
DROP INDEX ix_Supervisions_Unit;
CREATE INDEX ix_Supervisions_Queue ON Supervisions (NextDueAt, Number, Supervision, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE NextDueAt IS NOT NULL;
CREATE INDEX ix_Supervisions_UnitQueue ON Supervisions (Unit, NextDueAt, Number, Supervision, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE NextDueAt IS NOT NULL;

CREATE TABLE Notices (
    Recipient TEXT NOT NULL,
    Number TEXT NOT NULL,
    Version INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    Light TEXT NULL,
    Clock TEXT NULL,
    Unit TEXT NULL,
    At TEXT NOT NULL,
    ReadAt TEXT NULL,
    PRIMARY KEY (Recipient, Number, Version)
) WITHOUT ROWID;
CREATE INDEX ix_Notices_Inbox ON Notices (Recipient, At, Number, Version);
CREATE INDEX ix_Notices_Unread ON Notices (Recipient, At, Number, Version) WHERE ReadAt IS NULL;

CREATE TABLE PraisePictures (
    Number TEXT NOT NULL PRIMARY KEY,
    ContentType TEXT NOT NULL,
    Sha256 TEXT NOT NULL,
    Content BLOB NOT NULL,
    At TEXT NOT NULL,
    Actor TEXT NOT NULL
) WITHOUT ROWID;
