-- What each case counts for, and where: every figure of a scorecard opens the cases behind it. A rebuild of the scorecard fills it.
CREATE TABLE CaseCounts (
    Number        nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Entry         nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Day           date                                         NOT NULL,
    Unit          nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    RequesterKind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Figures       bigint                                       NOT NULL,
    PRIMARY KEY (Number, Entry)
);
CREATE INDEX ix_CaseCounts_Figures ON CaseCounts (Day, Unit, Number, Entry, Figures);

-- What a search begins with; the rest of it is looked at case by case. None of the first two changes once written.
CREATE INDEX ix_Assignments_Cases ON Assignments (Unit, Number);
CREATE INDEX ix_Cases_Category ON Cases (Category, Number);
CREATE INDEX ix_Cases_Open ON Cases (Number, Status) WHERE Standing = 'Open';

CREATE INDEX ix_Requests_UnitQueue ON Requests (Unit, NextDueAt, Number, Request, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE NextDueAt IS NOT NULL;
