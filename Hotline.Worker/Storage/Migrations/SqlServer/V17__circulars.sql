-- 通报: the report of a month or a week as it was told, once.
CREATE TABLE Circulars (
    Period nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Kind   nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    State  nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DueAt  datetimeoffset(7)                            NOT NULL,
    MadeAt datetimeoffset(7)                            NOT NULL,
    Report varbinary(max)                               NOT NULL
);
CREATE INDEX ix_Circulars_Kind ON Circulars (Kind, DueAt, Period, State);
CREATE INDEX ix_Circulars_DueAt ON Circulars (DueAt, Period, State);
