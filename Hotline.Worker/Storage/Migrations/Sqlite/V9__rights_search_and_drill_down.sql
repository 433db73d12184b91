-- What each case counts for, and where: every figure of a scorecard opens the cases behind it. A rebuild of the scorecard fills it.
CREATE TABLE CaseCounts (
    Number        TEXT    NOT NULL,
    Entry         TEXT    NOT NULL,
    Day           TEXT    NOT NULL,
    Unit          TEXT    NOT NULL,
    RequesterKind TEXT    NOT NULL,
    Figures       INTEGER NOT NULL,
    PRIMARY KEY (Number, Entry)
) WITHOUT ROWID;
CREATE INDEX ix_CaseCounts_Figures ON CaseCounts (Day, Unit, Number, Entry, Figures);

-- What a search begins with; the rest of it is looked at case by case. None of the first two changes once written.
CREATE INDEX ix_Assignments_Cases ON Assignments (Unit, Number);
CREATE INDEX ix_Cases_Category ON Cases (Category, Number);
CREATE INDEX ix_Cases_Open ON Cases (Number, Status) WHERE Standing = 'Open';

CREATE INDEX ix_Requests_UnitQueue ON Requests (Unit, NextDueAt, Number, Request, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt) WHERE NextDueAt IS NOT NULL;
