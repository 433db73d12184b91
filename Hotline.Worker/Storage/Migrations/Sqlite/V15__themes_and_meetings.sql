-- 每月一题 and 点评会: documents of which every version is kept, with the rows that lists begin with.
CREATE TABLE Themes (
    Number  TEXT    NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Month   TEXT    NOT NULL,
    State   TEXT    NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_Themes_Month ON Themes (Month, Number, State);

CREATE TABLE ThemeUnits (
    Theme TEXT NOT NULL,
    Unit  TEXT NOT NULL,
    Month TEXT NOT NULL,
    PRIMARY KEY (Theme, Unit)
) WITHOUT ROWID;
CREATE INDEX ix_ThemeUnits_Unit ON ThemeUnits (Unit, Month, Theme);

CREATE TABLE ThemeVersions (
    Theme   TEXT    NOT NULL,
    Version INTEGER NOT NULL,
    At      TEXT    NOT NULL,
    Actor   TEXT    NOT NULL,
    Unit    TEXT    NULL,
    Kind    TEXT    NOT NULL,
    Body    TEXT    NOT NULL,
    PRIMARY KEY (Theme, Version)
) WITHOUT ROWID;

CREATE TABLE Meetings (
    Number  TEXT    NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    HeldOn  TEXT    NOT NULL,
    LastDay TEXT    NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_Meetings_HeldOn ON Meetings (HeldOn, Number);
CREATE INDEX ix_Meetings_LastDay ON Meetings (LastDay, HeldOn, Number);

CREATE TABLE MeetingUnits (
    Meeting TEXT NOT NULL,
    Unit    TEXT NOT NULL,
    HeldOn  TEXT NOT NULL,
    PRIMARY KEY (Meeting, Unit)
) WITHOUT ROWID;
CREATE INDEX ix_MeetingUnits_Unit ON MeetingUnits (Unit, HeldOn, Meeting);

CREATE TABLE MeetingVersions (
    Meeting TEXT    NOT NULL,
    Version INTEGER NOT NULL,
    At      TEXT    NOT NULL,
    Actor   TEXT    NOT NULL,
    Unit    TEXT    NULL,
    Kind    TEXT    NOT NULL,
    Body    TEXT    NOT NULL,
    PRIMARY KEY (Meeting, Version)
) WITHOUT ROWID;

-- What of a meeting is followed up. A decision with an order has its state in the case, and its notices from there.
CREATE TABLE Decisions (
    Meeting      TEXT    NOT NULL,
    Decision     INTEGER NOT NULL,
    Unit         TEXT    NOT NULL,
    State        TEXT    NOT NULL,
    IsOpen       INTEGER NOT NULL,
    DueOn        TEXT    NOT NULL,
    CaseNumber   TEXT    NULL,
    Supervision  INTEGER NULL,
    NextNoticeAt TEXT    NULL,
    Told         INTEGER NOT NULL,
    Text         TEXT    NOT NULL,
    PRIMARY KEY (Meeting, Decision)
) WITHOUT ROWID;
CREATE INDEX ix_Decisions_Open ON Decisions (DueOn, Meeting, Decision) WHERE IsOpen = 1;
CREATE INDEX ix_Decisions_UnitOpen ON Decisions (Unit, DueOn, Meeting, Decision) WHERE IsOpen = 1;
CREATE INDEX ix_Decisions_NextNoticeAt ON Decisions (NextNoticeAt, Meeting, Decision) WHERE NextNoticeAt IS NOT NULL;

-- The months of a matter are counted from the index alone, also where only some areas count.
DROP INDEX ix_Cases_Category;
CREATE INDEX ix_Cases_Category ON Cases (Category, Number, Area);
