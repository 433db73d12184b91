CREATE TABLE Events (
    Position  bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    Number    nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Version   int               NOT NULL,
    Type      nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    At        datetimeoffset(7) NOT NULL,
    Actor     nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Unit      nvarchar(32) COLLATE Latin1_General_100_BIN2  NULL,
    Payload   nvarchar(max)     NOT NULL,
    RelayedAt datetimeoffset(7) NULL
);
CREATE UNIQUE INDEX ux_Events_Number_Version ON Events (Number, Version);
CREATE INDEX ix_Events_Unrelayed ON Events (Position) WHERE RelayedAt IS NULL;

CREATE TABLE Cases (
    Number         nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL PRIMARY KEY,
    Version        int               NOT NULL,
    Status         nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Channel        nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    RequesterKind  nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Type           nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Category       nvarchar(16) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Area           nvarchar(32) COLLATE Latin1_General_100_BIN2  NULL,
    Urgency        nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Lead           nvarchar(32) COLLATE Latin1_General_100_BIN2  NULL,
    Round          int               NOT NULL,
    RegisteredAt   datetimeoffset(7) NOT NULL,
    ClosedAt       datetimeoffset(7) NULL,
    Result         nvarchar(20) COLLATE Latin1_General_100_BIN2  NULL,
    NextClock      nvarchar(16) COLLATE Latin1_General_100_BIN2  NULL,
    NextDueAt      datetimeoffset(7) NULL,
    NextWarnAt     datetimeoffset(7) NULL,
    AwaitsRouting  bit               NOT NULL,
    CountedVersion int               NOT NULL,
    Uncounted      bit               NOT NULL
);
CREATE INDEX ix_Cases_Status_NextDueAt ON Cases (Status, NextDueAt, Number, NextWarnAt);
CREATE INDEX ix_Cases_ClosedAt ON Cases (ClosedAt, RegisteredAt);
CREATE INDEX ix_Cases_AwaitsRouting ON Cases (RegisteredAt) WHERE AwaitsRouting = 1;
CREATE INDEX ix_Cases_Uncounted ON Cases (Number) WHERE Uncounted = 1;

CREATE TABLE Assignments (
    Number       nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Assignment   int               NOT NULL,
    Round        int               NOT NULL,
    Unit         nvarchar(32) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Role         nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Status       nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    IsOpen       bit               NOT NULL,
    DispatchedAt datetimeoffset(7) NOT NULL,
    SignedAt     datetimeoffset(7) NULL,
    ContactedAt  datetimeoffset(7) NULL,
    RepliedAt    datetimeoffset(7) NULL,
    NextClock    nvarchar(16) COLLATE Latin1_General_100_BIN2  NULL,
    NextDueAt    datetimeoffset(7) NULL,
    NextWarnAt   datetimeoffset(7) NULL,
    PRIMARY KEY (Number, Assignment)
);
CREATE INDEX ix_Assignments_Unit ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt);
CREATE INDEX ix_Assignments_Open ON Assignments (NextDueAt, Number, Assignment, NextWarnAt) WHERE IsOpen = 1;

CREATE TABLE Clocks (
    Number          nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Clock           nvarchar(16) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Kind            nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Assignment      int               NULL,
    Unit            nvarchar(32) COLLATE Latin1_General_100_BIN2  NULL,
    StartedAt       datetimeoffset(7) NOT NULL,
    DueAt           datetimeoffset(7) NOT NULL,
    WarnAt          datetimeoffset(7) NOT NULL,
    StoppedAt       datetimeoffset(7) NULL,
    CalendarMissing bit               NOT NULL,
    Announced       nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    NextNoticeAt    datetimeoffset(7) NULL,
    PRIMARY KEY (Number, Clock)
);
CREATE INDEX ix_Clocks_NextNoticeAt ON Clocks (NextNoticeAt) WHERE NextNoticeAt IS NOT NULL;

CREATE TABLE CaseTexts (
    Number  nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Version int               NOT NULL,
    Body    nvarchar(max)     NOT NULL,
    PRIMARY KEY (Number, Version)
);

CREATE TABLE Requesters (
    Number     nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL PRIMARY KEY,
    Sealed     varbinary(max)    NOT NULL,
    PhoneIndex nvarchar(64) COLLATE Latin1_General_100_BIN2  NULL
);
CREATE INDEX ix_Requesters_PhoneIndex ON Requesters (PhoneIndex) WHERE PhoneIndex IS NOT NULL;

CREATE TABLE IntakeKeys (
    IntakeKey   nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Fingerprint nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Number      nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL,
    At          datetimeoffset(7) NOT NULL
);

CREATE TABLE NumberSeries (
    Series nvarchar(16) COLLATE Latin1_General_100_BIN2  NOT NULL PRIMARY KEY,
    Last   int               NOT NULL
);

CREATE TABLE Praises (
    Number        nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL PRIMARY KEY,
    Kind          nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Unit          nvarchar(32) COLLATE Latin1_General_100_BIN2  NOT NULL,
    RequesterKind nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    CaseNumber    nvarchar(24) COLLATE Latin1_General_100_BIN2  NULL,
    At            datetimeoffset(7) NOT NULL,
    Uncounted     bit               NOT NULL
);
CREATE INDEX ix_Praises_Uncounted ON Praises (Number) WHERE Uncounted = 1;

CREATE TABLE Tallies (
    Day                date              NOT NULL,
    Unit               nvarchar(32) COLLATE Latin1_General_100_BIN2  NOT NULL,
    RequesterKind      nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Received           int               NOT NULL,
    Closed             int               NOT NULL,
    AnsweredDirectly   int               NOT NULL,
    Due                int               NOT NULL,
    OnTime             int               NOT NULL,
    Rated              int               NOT NULL,
    Contacted          int               NOT NULL,
    Solved             int               NOT NULL,
    PartlySolved       int               NOT NULL,
    Satisfied          int               NOT NULL,
    BasicallySatisfied int               NOT NULL,
    Dissatisfied       int               NOT NULL,
    Reworked           int               NOT NULL,
    PraisedByPhone     int               NOT NULL,
    Banners            int               NOT NULL,
    Letters            int               NOT NULL,
    PRIMARY KEY (Day, Unit, RequesterKind)
);

CREATE TABLE ZoneDocuments (
    Kind          nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Version       int               NOT NULL,
    EffectiveFrom date              NOT NULL,
    Body          nvarchar(max)     NOT NULL,
    PRIMARY KEY (Kind, Version)
);

CREATE TABLE Marks (
    Name  nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL PRIMARY KEY,
    Value nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    At    datetimeoffset(7) NOT NULL
);
