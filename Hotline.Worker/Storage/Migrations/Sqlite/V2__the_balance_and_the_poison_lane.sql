CREATE TABLE Balances (
    Shard    INTEGER NOT NULL,
    Standing TEXT    NOT NULL,
    Cases    INTEGER NOT NULL,
    PRIMARY KEY (Shard, Standing)
) WITHOUT ROWID;

INSERT INTO Balances (Shard, Standing, Cases)
WITH
    Shards (Shard) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15)),
    Standings (Standing) AS (VALUES ('Accepted'), ('Open'), ('Closed'), ('Merged'), ('Guided'), ('Voided'))
SELECT Shard, Standing, 0 FROM Shards CROSS JOIN Standings;

-- What is there already: which shard holds it does not matter to the sum.
UPDATE Balances SET Cases = (SELECT COUNT(*) FROM Events WHERE Version = 1 AND Type = 'CaseRegistered')
WHERE Shard = 0 AND Standing = 'Accepted';
UPDATE Balances SET Cases = (SELECT COUNT(*) FROM Cases WHERE Status <> 'Closed')
WHERE Shard = 0 AND Standing = 'Open';
UPDATE Balances SET Cases = (SELECT COUNT(*) FROM Cases WHERE Status = 'Closed')
WHERE Shard = 0 AND Standing = 'Closed';

CREATE TABLE PoisonMessages (
    Id          TEXT    NOT NULL PRIMARY KEY,
    Consumer    TEXT    NOT NULL,
    MessageType TEXT    NULL,
    Number      TEXT    NOT NULL,
    Version     INTEGER NOT NULL,
    Reason      TEXT    NOT NULL,
    FirstAt     TEXT    NOT NULL,
    LastAt      TEXT    NOT NULL,
    Attempts    INTEGER NOT NULL,
    State       TEXT    NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_PoisonMessages_State ON PoisonMessages (State, FirstAt, Id);
