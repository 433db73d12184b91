CREATE TABLE Balances (
    Shard    int          NOT NULL,
    Standing nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Cases    bigint       NOT NULL,
    PRIMARY KEY (Shard, Standing)
);

INSERT INTO Balances (Shard, Standing, Cases)
SELECT Shards.Shard, Standings.Standing, 0
FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15)) AS Shards (Shard)
CROSS JOIN (VALUES (N'Accepted'), (N'Open'), (N'Closed'), (N'Merged'), (N'Guided'), (N'Voided')) AS Standings (Standing);

-- What is there already: which shard holds it does not matter to the sum.
UPDATE Balances SET Cases = (SELECT COUNT_BIG(*) FROM Events WHERE Version = 1 AND Type = N'CaseRegistered')
WHERE Shard = 0 AND Standing = N'Accepted';
UPDATE Balances SET Cases = (SELECT COUNT_BIG(*) FROM Cases WHERE Status <> N'Closed')
WHERE Shard = 0 AND Standing = N'Open';
UPDATE Balances SET Cases = (SELECT COUNT_BIG(*) FROM Cases WHERE Status = N'Closed')
WHERE Shard = 0 AND Standing = N'Closed';

CREATE TABLE PoisonMessages (
    Id          nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Consumer    nvarchar(64)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    MessageType nvarchar(64)  COLLATE Latin1_General_100_BIN2 NULL,
    Number      nvarchar(24)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    Version     int               NOT NULL,
    Reason      nvarchar(600) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FirstAt     datetimeoffset(7) NOT NULL,
    LastAt      datetimeoffset(7) NOT NULL,
    Attempts    int               NOT NULL,
    State       nvarchar(20)  COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE INDEX ix_PoisonMessages_State ON PoisonMessages (State, FirstAt, Id);
