-- Scorecards in full: every figure of the formula sheet, ratings by close, by intake and by call, and what came in by place and hour.
-- The counts are made anew from the log at the next start; until then a page says so.
DROP TABLE Tallies;
CREATE TABLE Tallies (
    Attribution             nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Day                     date                                         NOT NULL,
    Unit                    nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    RequesterKind           nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Received                bigint                                       NOT NULL DEFAULT 0,
    Closed                  bigint                                       NOT NULL DEFAULT 0,
    AnsweredDirectly        bigint                                       NOT NULL DEFAULT 0,
    Guided                  bigint                                       NOT NULL DEFAULT 0,
    Merged                  bigint                                       NOT NULL DEFAULT 0,
    Voided                  bigint                                       NOT NULL DEFAULT 0,
    Unreached               bigint                                       NOT NULL DEFAULT 0,
    Waived                  bigint                                       NOT NULL DEFAULT 0,
    Due                     bigint                                       NOT NULL DEFAULT 0,
    OnTime                  bigint                                       NOT NULL DEFAULT 0,
    Rated                   bigint                                       NOT NULL DEFAULT 0,
    RatedOnResponse         bigint                                       NOT NULL DEFAULT 0,
    RatedOnResolution       bigint                                       NOT NULL DEFAULT 0,
    Contacted               bigint                                       NOT NULL DEFAULT 0,
    Solved                  bigint                                       NOT NULL DEFAULT 0,
    PartlySolved            bigint                                       NOT NULL DEFAULT 0,
    Satisfied               bigint                                       NOT NULL DEFAULT 0,
    BasicallySatisfied      bigint                                       NOT NULL DEFAULT 0,
    Dissatisfied            bigint                                       NOT NULL DEFAULT 0,
    Reworked                bigint                                       NOT NULL DEFAULT 0,
    PraisedByPhone          bigint                                       NOT NULL DEFAULT 0,
    Banners                 bigint                                       NOT NULL DEFAULT 0,
    Letters                 bigint                                       NOT NULL DEFAULT 0,
    FinalContacted          bigint                                       NOT NULL DEFAULT 0,
    FinalSolved             bigint                                       NOT NULL DEFAULT 0,
    FinalPartlySolved       bigint                                       NOT NULL DEFAULT 0,
    FinalSatisfied          bigint                                       NOT NULL DEFAULT 0,
    FinalBasicallySatisfied bigint                                       NOT NULL DEFAULT 0,
    FinalDissatisfied       bigint                                       NOT NULL DEFAULT 0,
    NotAnswered             bigint                                       NOT NULL DEFAULT 0,
    NotReached              bigint                                       NOT NULL DEFAULT 0,
    SolvedFirstTime         bigint                                       NOT NULL DEFAULT 0,
    ReworkedOfRated         bigint                                       NOT NULL DEFAULT 0,
    Dispatched              bigint                                       NOT NULL DEFAULT 0,
    ToSign                  bigint                                       NOT NULL DEFAULT 0,
    SignedOnTime            bigint                                       NOT NULL DEFAULT 0,
    ToContact               bigint                                       NOT NULL DEFAULT 0,
    ContactedOnTime         bigint                                       NOT NULL DEFAULT 0,
    ReturnAsked             bigint                                       NOT NULL DEFAULT 0,
    Returned                bigint                                       NOT NULL DEFAULT 0,
    Extended                bigint                                       NOT NULL DEFAULT 0,
    ReturnsApplied          bigint                                       NOT NULL DEFAULT 0,
    ReturnsRefused          bigint                                       NOT NULL DEFAULT 0,
    DueClosed               bigint                                       NOT NULL DEFAULT 0,
    AnsweredOnLine          bigint                                       NOT NULL DEFAULT 0,
    Repeated                bigint                                       NOT NULL DEFAULT 0,
    CallbackDue             bigint                                       NOT NULL DEFAULT 0,
    CalledBack              bigint                                       NOT NULL DEFAULT 0,
    CallbackReached         bigint                                       NOT NULL DEFAULT 0,
    Feedbacks               bigint                                       NOT NULL DEFAULT 0,
    FeedbacksReturned       bigint                                       NOT NULL DEFAULT 0,
    StaffComplaints         bigint                                       NOT NULL DEFAULT 0,
    Handled                 bigint                                       NOT NULL DEFAULT 0,
    HandlingMinutes         bigint                                       NOT NULL DEFAULT 0,
    HandlingWorkMinutes     bigint                                       NOT NULL DEFAULT 0,
    PRIMARY KEY (Attribution, Day, Unit, RequesterKind)
);

DROP TABLE CaseCounts;
CREATE TABLE CaseCounts (
    Number        nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Entry         nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Attribution   nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Day           date                                         NOT NULL,
    Unit          nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    RequesterKind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Figures       bigint                                       NOT NULL,
    PRIMARY KEY (Number, Entry)
);
CREATE INDEX ix_CaseCounts_Figures ON CaseCounts (Attribution, Day, Unit, Number, Entry, Figures);

CREATE TABLE Breakdowns (
    Dimension nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Day       date                                         NOT NULL,
    Unit      nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Value     nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Count     bigint                                       NOT NULL,
    PRIMARY KEY (Dimension, Day, Unit, Value)
);

-- What is open and past due, by unit, from the clocks as they are.
CREATE INDEX ix_Clocks_Open ON Clocks (Kind, DueAt, Number, Assignment, Unit, Announced, NextNoticeAt) WHERE StoppedAt IS NULL AND Unit IS NOT NULL;

INSERT INTO Marks (Name, Value, At)
SELECT N'scorecards must be rebuilt', N'V14', MAX(At) FROM Events HAVING COUNT(*) > 0;
