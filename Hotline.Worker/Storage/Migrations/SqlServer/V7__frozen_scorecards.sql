-- What was read out stays as it was: the rows are the text whose hash is kept.
CREATE TABLE FrozenScorecards (
    Period   nvarchar(7) COLLATE Latin1_General_100_BIN2    NOT NULL PRIMARY KEY,
    FrozenAt datetimeoffset(7)                              NOT NULL,
    FrozenBy nvarchar(64) COLLATE Latin1_General_100_BIN2   NOT NULL,
    Head     nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Hash     nvarchar(64) COLLATE Latin1_General_100_BIN2   NOT NULL
);

CREATE TABLE FrozenScorecardLines (
    Period nvarchar(7) COLLATE Latin1_General_100_BIN2    NOT NULL,
    Unit   nvarchar(32) COLLATE Latin1_General_100_BIN2   NOT NULL,
    Line   nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY (Period, Unit)
);
