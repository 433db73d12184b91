-- Scorecards in full: every figure of the formula sheet, ratings by close, by intake and by call, and what came in by place and hour.
-- The counts are made anew from the log at the next start; until then a page says so.
DROP TABLE Tallies;
CREATE TABLE Tallies (
    Attribution             TEXT    NOT NULL,
    Day                     TEXT    NOT NULL,
    Unit                    TEXT    NOT NULL,
    RequesterKind           TEXT    NOT NULL,
    Received                INTEGER NOT NULL DEFAULT 0,
    Closed                  INTEGER NOT NULL DEFAULT 0,
    AnsweredDirectly        INTEGER NOT NULL DEFAULT 0,
    Guided                  INTEGER NOT NULL DEFAULT 0,
    Merged                  INTEGER NOT NULL DEFAULT 0,
    Voided                  INTEGER NOT NULL DEFAULT 0,
    Unreached               INTEGER NOT NULL DEFAULT 0,
    Waived                  INTEGER NOT NULL DEFAULT 0,
    Due                     INTEGER NOT NULL DEFAULT 0,
    OnTime                  INTEGER NOT NULL DEFAULT 0,
    Rated                   INTEGER NOT NULL DEFAULT 0,
    RatedOnResponse         INTEGER NOT NULL DEFAULT 0,
    RatedOnResolution       INTEGER NOT NULL DEFAULT 0,
    Contacted               INTEGER NOT NULL DEFAULT 0,
    Solved                  INTEGER NOT NULL DEFAULT 0,
    PartlySolved            INTEGER NOT NULL DEFAULT 0,
    Satisfied               INTEGER NOT NULL DEFAULT 0,
    BasicallySatisfied      INTEGER NOT NULL DEFAULT 0,
    Dissatisfied            INTEGER NOT NULL DEFAULT 0,
    Reworked                INTEGER NOT NULL DEFAULT 0,
    PraisedByPhone          INTEGER NOT NULL DEFAULT 0,
    Banners                 INTEGER NOT NULL DEFAULT 0,
    Letters                 INTEGER NOT NULL DEFAULT 0,
    FinalContacted          INTEGER NOT NULL DEFAULT 0,
    FinalSolved             INTEGER NOT NULL DEFAULT 0,
    FinalPartlySolved       INTEGER NOT NULL DEFAULT 0,
    FinalSatisfied          INTEGER NOT NULL DEFAULT 0,
    FinalBasicallySatisfied INTEGER NOT NULL DEFAULT 0,
    FinalDissatisfied       INTEGER NOT NULL DEFAULT 0,
    NotAnswered             INTEGER NOT NULL DEFAULT 0,
    NotReached              INTEGER NOT NULL DEFAULT 0,
    SolvedFirstTime         INTEGER NOT NULL DEFAULT 0,
    ReworkedOfRated         INTEGER NOT NULL DEFAULT 0,
    Dispatched              INTEGER NOT NULL DEFAULT 0,
    ToSign                  INTEGER NOT NULL DEFAULT 0,
    SignedOnTime            INTEGER NOT NULL DEFAULT 0,
    ToContact               INTEGER NOT NULL DEFAULT 0,
    ContactedOnTime         INTEGER NOT NULL DEFAULT 0,
    ReturnAsked             INTEGER NOT NULL DEFAULT 0,
    Returned                INTEGER NOT NULL DEFAULT 0,
    Extended                INTEGER NOT NULL DEFAULT 0,
    ReturnsApplied          INTEGER NOT NULL DEFAULT 0,
    ReturnsRefused          INTEGER NOT NULL DEFAULT 0,
    DueClosed               INTEGER NOT NULL DEFAULT 0,
    AnsweredOnLine          INTEGER NOT NULL DEFAULT 0,
    Repeated                INTEGER NOT NULL DEFAULT 0,
    CallbackDue             INTEGER NOT NULL DEFAULT 0,
    CalledBack              INTEGER NOT NULL DEFAULT 0,
    CallbackReached         INTEGER NOT NULL DEFAULT 0,
    Feedbacks               INTEGER NOT NULL DEFAULT 0,
    FeedbacksReturned       INTEGER NOT NULL DEFAULT 0,
    StaffComplaints         INTEGER NOT NULL DEFAULT 0,
    Handled                 INTEGER NOT NULL DEFAULT 0,
    HandlingMinutes         INTEGER NOT NULL DEFAULT 0,
    HandlingWorkMinutes     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (Attribution, Day, Unit, RequesterKind)
) WITHOUT ROWID;

DROP TABLE CaseCounts;
CREATE TABLE CaseCounts (
    Number        TEXT    NOT NULL,
    Entry         TEXT    NOT NULL,
    Attribution   TEXT    NOT NULL,
    Day           TEXT    NOT NULL,
    Unit          TEXT    NOT NULL,
    RequesterKind TEXT    NOT NULL,
    Figures       INTEGER NOT NULL,
    PRIMARY KEY (Number, Entry)
) WITHOUT ROWID;
CREATE INDEX ix_CaseCounts_Figures ON CaseCounts (Attribution, Day, Unit, Number, Entry, Figures);

CREATE TABLE Breakdowns (
    Dimension TEXT    NOT NULL,
    Day       TEXT    NOT NULL,
    Unit      TEXT    NOT NULL,
    Value     TEXT    NOT NULL,
    Count     INTEGER NOT NULL,
    PRIMARY KEY (Dimension, Day, Unit, Value)
) WITHOUT ROWID;

-- What is open and past due, by unit, from the clocks as they are.
CREATE INDEX ix_Clocks_Open ON Clocks (Kind, DueAt, Number, Assignment, Unit, Announced, NextNoticeAt) WHERE StoppedAt IS NULL AND Unit IS NOT NULL;

INSERT INTO Marks (Name, Value, At)
SELECT 'scorecards must be rebuilt', 'V14', MAX(At) FROM Events HAVING COUNT(*) > 0;
