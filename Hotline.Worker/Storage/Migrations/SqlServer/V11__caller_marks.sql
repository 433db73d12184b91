-- 来电人标记: by the blind index of a number. A mark is never deleted: that it was set, and who took it away, stays.
CREATE TABLE CallerMarks (
    Id            nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    PhoneIndex    nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Kind          nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason        nvarchar(max)                                NOT NULL,
    MarkedAt      datetimeoffset(7)                            NOT NULL,
    MarkedBy      nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Until         datetimeoffset(7)                            NOT NULL,
    RemovedAt     datetimeoffset(7)                            NULL,
    RemovedBy     nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    RemovedReason nvarchar(max)                                NULL
);
CREATE INDEX ix_CallerMarks_PhoneIndex ON CallerMarks (PhoneIndex, MarkedAt, Id);

-- The praises of a caller's cases.
CREATE INDEX ix_Praises_CaseNumber ON Praises (CaseNumber) WHERE CaseNumber IS NOT NULL;
