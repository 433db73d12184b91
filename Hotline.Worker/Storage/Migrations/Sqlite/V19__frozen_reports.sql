-- 冻结: the report as it was read out, and every row behind it. What lies there as Pending was never finished.
CREATE TABLE FrozenReports (
    Freeze        TEXT    NOT NULL PRIMARY KEY,
    Period        TEXT    NOT NULL,
    State         TEXT    NOT NULL,
    StartedAt     TEXT    NOT NULL,
    FirstDay      TEXT    NOT NULL,
    LastDay       TEXT    NOT NULL,
    SchemeVersion INTEGER NOT NULL,
    ReportHash    TEXT    NOT NULL,
    RowsHash      TEXT    NOT NULL,
    Lines         INTEGER NOT NULL,
    Report        BLOB    NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_FrozenReports_Period ON FrozenReports (Period, State);
CREATE INDEX ix_FrozenReports_LastDay ON FrozenReports (LastDay);

-- The rows of a unit's day, compressed, with the figures that any of them is part of.
CREATE TABLE FrozenParts (
    Freeze      TEXT    NOT NULL,
    Attribution TEXT    NOT NULL,
    Day         TEXT    NOT NULL,
    Unit        TEXT    NOT NULL,
    Part        INTEGER NOT NULL,
    Figures     INTEGER NOT NULL,
    Lines       INTEGER NOT NULL,
    Content     BLOB    NOT NULL,
    PRIMARY KEY (Freeze, Attribution, Day, Unit, Part)
) WITHOUT ROWID;

-- 更正: what a row was before it first changed after the freezing; without a day where there was none.
CREATE TABLE FrozenMoves (
    Freeze      TEXT    NOT NULL,
    Number      TEXT    NOT NULL,
    Entry       TEXT    NOT NULL,
    Attribution TEXT    NULL,
    Day         TEXT    NULL,
    Unit        TEXT    NULL,
    Figures     INTEGER NOT NULL,
    PRIMARY KEY (Freeze, Number, Entry)
) WITHOUT ROWID;

-- 剔除 by the day it was granted, and a matter's months.
CREATE INDEX ix_Requests_Excluded ON Requests (SettledAt, Kind, Unit, Reason) WHERE Status = 'Approved';
CREATE INDEX ix_Breakdowns_Value ON Breakdowns (Dimension, Value, Day, Count);
