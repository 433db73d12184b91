-- What was read out stays as it was: the rows are the text whose hash is kept.
CREATE TABLE FrozenScorecards (
    Period   TEXT NOT NULL PRIMARY KEY,
    FrozenAt TEXT NOT NULL,
    FrozenBy TEXT NOT NULL,
    Head     TEXT NOT NULL,
    Hash     TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE FrozenScorecardLines (
    Period TEXT NOT NULL,
    Unit   TEXT NOT NULL,
    Line   TEXT NOT NULL,
    PRIMARY KEY (Period, Unit)
) WITHOUT ROWID;
