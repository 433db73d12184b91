-- 通报: the report of a month or a week as it was told, once.
CREATE TABLE Circulars (
    Period TEXT NOT NULL PRIMARY KEY,
    Kind   TEXT NOT NULL,
    State  TEXT NOT NULL,
    DueAt  TEXT NOT NULL,
    MadeAt TEXT NOT NULL,
    Report BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_Circulars_Kind ON Circulars (Kind, DueAt, Period, State);
CREATE INDEX ix_Circulars_DueAt ON Circulars (DueAt, Period, State);
