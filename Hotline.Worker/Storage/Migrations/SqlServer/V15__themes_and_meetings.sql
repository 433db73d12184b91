-- 每月一题 and 点评会: documents of which every version is kept, with the rows that lists begin with.
CREATE TABLE Themes (
    Number nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Version int NOT NULL,
    Month date NOT NULL,
    State nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE INDEX ix_Themes_Month ON Themes (Month, Number, State);

CREATE TABLE ThemeUnits (
    Theme nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Unit nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Month date NOT NULL,
    PRIMARY KEY (Theme, Unit)
);
CREATE INDEX ix_ThemeUnits_Unit ON ThemeUnits (Unit, Month, Theme);

CREATE TABLE ThemeVersions (
    Theme nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Version int NOT NULL,
    At datetimeoffset(7) NOT NULL,
    Actor nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Unit nvarchar(32) COLLATE Latin1_General_100_BIN2 NULL,
    Kind nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Body nvarchar(max) NOT NULL,
    PRIMARY KEY (Theme, Version)
);

CREATE TABLE Meetings (
    Number nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Version int NOT NULL,
    HeldOn date NOT NULL,
    LastDay date NOT NULL
);
CREATE INDEX ix_Meetings_HeldOn ON Meetings (HeldOn, Number);
CREATE INDEX ix_Meetings_LastDay ON Meetings (LastDay, HeldOn, Number);

CREATE TABLE MeetingUnits (
    Meeting nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Unit nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    HeldOn date NOT NULL,
    PRIMARY KEY (Meeting, Unit)
);
CREATE INDEX ix_MeetingUnits_Unit ON MeetingUnits (Unit, HeldOn, Meeting);

CREATE TABLE MeetingVersions (
    Meeting nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Version int NOT NULL,
    At datetimeoffset(7) NOT NULL,
    Actor nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Unit nvarchar(32) COLLATE Latin1_General_100_BIN2 NULL,
    Kind nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Body nvarchar(max) NOT NULL,
    PRIMARY KEY (Meeting, Version)
);

-- What of a meeting is followed up. A decision with an order has its state in the case, and its notices from there.
CREATE TABLE Decisions (
    Meeting nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Decision int NOT NULL,
    Unit nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    State nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IsOpen bit NOT NULL,
    DueOn date NOT NULL,
    CaseNumber nvarchar(24) COLLATE Latin1_General_100_BIN2 NULL,
    Supervision int NULL,
    NextNoticeAt datetimeoffset(7) NULL,
    Told int NOT NULL,
    Text nvarchar(max) NOT NULL,
    PRIMARY KEY (Meeting, Decision)
);
CREATE INDEX ix_Decisions_Open ON Decisions (DueOn, Meeting, Decision) WHERE IsOpen = 1;
CREATE INDEX ix_Decisions_UnitOpen ON Decisions (Unit, DueOn, Meeting, Decision) WHERE IsOpen = 1;
CREATE INDEX ix_Decisions_NextNoticeAt ON Decisions (NextNoticeAt, Meeting, Decision) WHERE NextNoticeAt IS NOT NULL;

-- The months of a matter are counted from the index alone, also where only some areas count.
DROP INDEX ix_Cases_Category ON Cases;
CREATE INDEX ix_Cases_Category ON Cases (Category, Number, Area);
