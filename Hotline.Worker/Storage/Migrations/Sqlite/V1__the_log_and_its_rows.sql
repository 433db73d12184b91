CREATE TABLE Events (
    Position  INTEGER PRIMARY KEY,
    Number    TEXT    NOT NULL,
    Version   INTEGER NOT NULL,
    Type      TEXT    NOT NULL,
    At        TEXT    NOT NULL,
    Actor     TEXT    NOT NULL,
    Unit      TEXT    NULL,
    Payload   TEXT    NOT NULL,
    RelayedAt TEXT    NULL
);
CREATE UNIQUE INDEX ux_Events_Number_Version ON Events (Number, Version);
CREATE INDEX ix_Events_Unrelayed ON Events (Position) WHERE RelayedAt IS NULL;

CREATE TABLE Cases (
    Number         TEXT    NOT NULL PRIMARY KEY,
    Version        INTEGER NOT NULL,
    Status         TEXT    NOT NULL,
    Channel        TEXT    NOT NULL,
    RequesterKind  TEXT    NOT NULL,
    Type           TEXT    NOT NULL,
    Category       TEXT    NOT NULL,
    Area           TEXT    NULL,
    Urgency        TEXT    NOT NULL,
    Lead           TEXT    NULL,
    Round          INTEGER NOT NULL,
    RegisteredAt   TEXT    NOT NULL,
    ClosedAt       TEXT    NULL,
    Result         TEXT    NULL,
    NextClock      TEXT    NULL,
    NextDueAt      TEXT    NULL,
    NextWarnAt     TEXT    NULL,
    AwaitsRouting  INTEGER NOT NULL,
    CountedVersion INTEGER NOT NULL,
    Uncounted      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_Cases_Status_NextDueAt ON Cases (Status, NextDueAt, Number, NextWarnAt);
CREATE INDEX ix_Cases_ClosedAt ON Cases (ClosedAt, RegisteredAt);
CREATE INDEX ix_Cases_AwaitsRouting ON Cases (RegisteredAt) WHERE AwaitsRouting = 1;
CREATE INDEX ix_Cases_Uncounted ON Cases (Number) WHERE Uncounted = 1;

CREATE TABLE Assignments (
    Number       TEXT    NOT NULL,
    Assignment   INTEGER NOT NULL,
    Round        INTEGER NOT NULL,
    Unit         TEXT    NOT NULL,
    Role         TEXT    NOT NULL,
    Status       TEXT    NOT NULL,
    IsOpen       INTEGER NOT NULL,
    DispatchedAt TEXT    NOT NULL,
    SignedAt     TEXT    NULL,
    ContactedAt  TEXT    NULL,
    RepliedAt    TEXT    NULL,
    NextClock    TEXT    NULL,
    NextDueAt    TEXT    NULL,
    NextWarnAt   TEXT    NULL,
    PRIMARY KEY (Number, Assignment)
) WITHOUT ROWID;
CREATE INDEX ix_Assignments_Unit ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt);
CREATE INDEX ix_Assignments_Open ON Assignments (NextDueAt, Number, Assignment, NextWarnAt) WHERE IsOpen = 1;

CREATE TABLE Clocks (
    Number          TEXT    NOT NULL,
    Clock           TEXT    NOT NULL,
    Kind            TEXT    NOT NULL,
    Assignment      INTEGER NULL,
    Unit            TEXT    NULL,
    StartedAt       TEXT    NOT NULL,
    DueAt           TEXT    NOT NULL,
    WarnAt          TEXT    NOT NULL,
    StoppedAt       TEXT    NULL,
    CalendarMissing INTEGER NOT NULL,
    Announced       TEXT    NOT NULL,
    NextNoticeAt    TEXT    NULL,
    PRIMARY KEY (Number, Clock)
) WITHOUT ROWID;
CREATE INDEX ix_Clocks_NextNoticeAt ON Clocks (NextNoticeAt) WHERE NextNoticeAt IS NOT NULL;

CREATE TABLE CaseTexts (
    Number  TEXT    NOT NULL,
    Version INTEGER NOT NULL,
    Body    TEXT    NOT NULL,
    PRIMARY KEY (Number, Version)
) WITHOUT ROWID;

CREATE TABLE Requesters (
    Number     TEXT NOT NULL PRIMARY KEY,
    Sealed     BLOB NOT NULL,
    PhoneIndex TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_Requesters_PhoneIndex ON Requesters (PhoneIndex) WHERE PhoneIndex IS NOT NULL;

CREATE TABLE IntakeKeys (
    IntakeKey   TEXT NOT NULL PRIMARY KEY,
    Fingerprint TEXT NOT NULL,
    Number      TEXT NOT NULL,
    At          TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE NumberSeries (
    Series TEXT    NOT NULL PRIMARY KEY,
    Last   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE Praises (
    Number        TEXT    NOT NULL PRIMARY KEY,
    Kind          TEXT    NOT NULL,
    Unit          TEXT    NOT NULL,
    RequesterKind TEXT    NOT NULL,
    CaseNumber    TEXT    NULL,
    At            TEXT    NOT NULL,
    Uncounted     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_Praises_Uncounted ON Praises (Number) WHERE Uncounted = 1;

CREATE TABLE Tallies (
    Day                TEXT    NOT NULL,
    Unit               TEXT    NOT NULL,
    RequesterKind      TEXT    NOT NULL,
    Received           INTEGER NOT NULL,
    Closed             INTEGER NOT NULL,
    AnsweredDirectly   INTEGER NOT NULL,
    Due                INTEGER NOT NULL,
    OnTime             INTEGER NOT NULL,
    Rated              INTEGER NOT NULL,
    Contacted          INTEGER NOT NULL,
    Solved             INTEGER NOT NULL,
    PartlySolved       INTEGER NOT NULL,
    Satisfied          INTEGER NOT NULL,
    BasicallySatisfied INTEGER NOT NULL,
    Dissatisfied       INTEGER NOT NULL,
    Reworked           INTEGER NOT NULL,
    PraisedByPhone     INTEGER NOT NULL,
    Banners            INTEGER NOT NULL,
    Letters            INTEGER NOT NULL,
    PRIMARY KEY (Day, Unit, RequesterKind)
) WITHOUT ROWID;

CREATE TABLE ZoneDocuments (
    Kind          TEXT    NOT NULL,
    Version       INTEGER NOT NULL,
    EffectiveFrom TEXT    NOT NULL,
    Body          TEXT    NOT NULL,
    PRIMARY KEY (Kind, Version)
) WITHOUT ROWID;

CREATE TABLE Marks (
    Name  TEXT NOT NULL PRIMARY KEY,
    Value TEXT NOT NULL,
    At    TEXT NOT NULL
) WITHOUT ROWID;
