-- Units that are invited to a consultation see the case while it is open.
CREATE TABLE Invitations (
    Number          nvarchar(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Invitation      int               NOT NULL,
    Unit            nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    NextDueAt       datetimeoffset(7) NULL,
    NextWarnAt      datetimeoffset(7) NULL,
    NextOrangeAt    datetimeoffset(7) NULL,
    NextDoubleRedAt datetimeoffset(7) NULL,
    NextTripleRedAt datetimeoffset(7) NULL,
    PRIMARY KEY (Number, Invitation)
);
CREATE INDEX ix_Invitations_Cases ON Invitations (Unit, Number);
CREATE INDEX ix_Invitations_UnitQueue ON Invitations (Unit, NextDueAt, Number, Invitation, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt);
INSERT INTO Invitations
SELECT e.Number, CAST(u.[key] AS int) + 1, u.value, c.NextDueAt, c.NextWarnAt, c.NextOrangeAt, c.NextDoubleRedAt, c.NextTripleRedAt
FROM Cases c
JOIN Events e ON e.Number = c.Number AND e.Version = (SELECT MAX(Version) FROM Events o WHERE o.Number = c.Number AND o.Type = 'ConsultationOpened')
CROSS APPLY OPENJSON(e.Payload, '$.units') u
WHERE c.Status = 'InConsultation';

-- What few of a unit's open assignments are is found without the others: reworks, those to sign and those to contact.
ALTER TABLE Assignments ADD AwaitsContact bit NOT NULL DEFAULT 0;
-- The column is new to this batch, so its name is looked up when it runs.
EXEC('UPDATE Assignments SET AwaitsContact = 1
WHERE IsOpen = 1 AND SignedAt IS NOT NULL AND ContactedAt IS NULL AND EXISTS (
    SELECT 1 FROM Clocks k
    WHERE k.Number = Assignments.Number AND k.Assignment = Assignments.Assignment AND k.Kind = ''FirstContact'' AND k.StoppedAt IS NULL)');
DROP INDEX ix_Assignments_UnitInbox ON Assignments;
CREATE INDEX ix_Assignments_UnitInbox ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round, SignedAt, AwaitsContact);
CREATE INDEX ix_Assignments_UnitReworks ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round) WHERE IsOpen = 1 AND Round > 1;
CREATE INDEX ix_Assignments_UnitToSign ON Assignments (Unit, IsOpen, SignedAt, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round) WHERE IsOpen = 1 AND SignedAt IS NULL;
CREATE INDEX ix_Assignments_UnitToContact ON Assignments (Unit, IsOpen, AwaitsContact, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round) WHERE IsOpen = 1 AND AwaitsContact = 1;

CREATE INDEX ix_Praises_Kind ON Praises (Kind, At, Number);
CREATE INDEX ix_Praises_UnitKind ON Praises (Unit, Kind, At, Number, RequesterKind, CaseNumber);

-- 作废: an administrator says of a message of the poison lane that nothing is to be done, and why.
ALTER TABLE PoisonMessages ADD DiscardedBy nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE PoisonMessages ADD DiscardReason nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL;
