-- 来电人标记: by the blind index of a number. A mark is never deleted: that it was set, and who took it away, stays.
CREATE TABLE CallerMarks (
    Id            TEXT NOT NULL PRIMARY KEY,
    PhoneIndex    TEXT NOT NULL,
    Kind          TEXT NOT NULL,
    Reason        TEXT NOT NULL,
    MarkedAt      TEXT NOT NULL,
    MarkedBy      TEXT NOT NULL,
    Until         TEXT NOT NULL,
    RemovedAt     TEXT NULL,
    RemovedBy     TEXT NULL,
    RemovedReason TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_CallerMarks_PhoneIndex ON CallerMarks (PhoneIndex, MarkedAt, Id);

-- The praises of a caller's cases.
CREATE INDEX ix_Praises_CaseNumber ON Praises (CaseNumber) WHERE CaseNumber IS NOT NULL;
