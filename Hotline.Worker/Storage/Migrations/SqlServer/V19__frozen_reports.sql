-- 冻结: the report as it was read out, and every row behind it. What lies there as Pending was never finished.
CREATE TABLE FrozenReports (
    Freeze        nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Period        nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    State         nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    StartedAt     datetimeoffset(7)                            NOT NULL,
    FirstDay      date                                         NOT NULL,
    LastDay       date                                         NOT NULL,
    SchemeVersion int                                          NOT NULL,
    ReportHash    nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    RowsHash      nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Lines         bigint                                       NOT NULL,
    Report        varbinary(max)                               NOT NULL
);
CREATE INDEX ix_FrozenReports_Period ON FrozenReports (Period, State);
CREATE INDEX ix_FrozenReports_LastDay ON FrozenReports (LastDay);

-- The rows of a unit's day, compressed, with the figures that any of them is part of.
CREATE TABLE FrozenParts (
    Freeze      nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Attribution nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Day         date                                         NOT NULL,
    Unit        nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Part        int                                          NOT NULL,
    Figures     bigint                                       NOT NULL,
    Lines       int                                          NOT NULL,
    Content     varbinary(max)                               NOT NULL,
    PRIMARY KEY (Freeze, Attribution, Day, Unit, Part)
);

-- 更正: what a row was before it first changed after the freezing; without a day where there was none.
CREATE TABLE FrozenMoves (
    Freeze      nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Number      nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Entry       nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Attribution nvarchar(16) COLLATE Latin1_General_100_BIN2 NULL,
    Day         date                                         NULL,
    Unit        nvarchar(32) COLLATE Latin1_General_100_BIN2 NULL,
    Figures     bigint                                       NOT NULL,
    PRIMARY KEY (Freeze, Number, Entry)
);

-- 剔除 by the day it was granted, and a matter's months.
CREATE INDEX ix_Requests_Excluded ON Requests (SettledAt, Kind, Unit, Reason) WHERE Status = N'Approved';
CREATE INDEX ix_Breakdowns_Value ON Breakdowns (Dimension, Value, Day, Count);

-- A period may have a longer name than a quarter.
SELECT Period, FrozenAt, FrozenBy, Head, Hash INTO #Heads FROM FrozenScorecards;
DROP TABLE FrozenScorecards;
CREATE TABLE FrozenScorecards (
    Period   nvarchar(24) COLLATE Latin1_General_100_BIN2   NOT NULL PRIMARY KEY,
    FrozenAt datetimeoffset(7)                              NOT NULL,
    FrozenBy nvarchar(64) COLLATE Latin1_General_100_BIN2   NOT NULL,
    Head     nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Hash     nvarchar(64) COLLATE Latin1_General_100_BIN2   NOT NULL
);
INSERT INTO FrozenScorecards (Period, FrozenAt, FrozenBy, Head, Hash) SELECT Period, FrozenAt, FrozenBy, Head, Hash FROM #Heads;
DROP TABLE #Heads;
SELECT Period, Unit, Line INTO #Lines FROM FrozenScorecardLines;
DROP TABLE FrozenScorecardLines;
CREATE TABLE FrozenScorecardLines (
    Period nvarchar(24) COLLATE Latin1_General_100_BIN2   NOT NULL,
    Unit   nvarchar(32) COLLATE Latin1_General_100_BIN2   NOT NULL,
    Line   nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY (Period, Unit)
);
INSERT INTO FrozenScorecardLines (Period, Unit, Line) SELECT Period, Unit, Line FROM #Lines;
DROP TABLE #Lines;
