-- Units that are invited to a consultation see the case while it is open.
CREATE TABLE Invitations (
    Number          TEXT    NOT NULL,
    Invitation      INTEGER NOT NULL,
    Unit            TEXT    NOT NULL,
    NextDueAt       TEXT    NULL,
    NextWarnAt      TEXT    NULL,
    NextOrangeAt    TEXT    NULL,
    NextDoubleRedAt TEXT    NULL,
    NextTripleRedAt TEXT    NULL,
    PRIMARY KEY (Number, Invitation)
) WITHOUT ROWID;
CREATE INDEX ix_Invitations_Cases ON Invitations (Unit, Number);
CREATE INDEX ix_Invitations_UnitQueue ON Invitations (Unit, NextDueAt, Number, Invitation, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt);
INSERT INTO Invitations
SELECT e.Number, u.key + 1, u.value, c.NextDueAt, c.NextWarnAt, c.NextOrangeAt, c.NextDoubleRedAt, c.NextTripleRedAt
FROM Cases c
JOIN Events e ON e.Number = c.Number AND e.Version = (SELECT MAX(Version) FROM Events o WHERE o.Number = c.Number AND o.Type = 'ConsultationOpened'), json_each(e.Payload, '$.units') u
WHERE c.Status = 'InConsultation';

-- What few of a unit's open assignments are is found without the others: reworks, those to sign and those to contact.
ALTER TABLE Assignments ADD COLUMN AwaitsContact INTEGER NOT NULL DEFAULT 0;
UPDATE Assignments SET AwaitsContact = 1
WHERE IsOpen = 1 AND SignedAt IS NOT NULL AND ContactedAt IS NULL AND EXISTS (
    SELECT 1 FROM Clocks k
    WHERE k.Number = Assignments.Number AND k.Assignment = Assignments.Assignment AND k.Kind = 'FirstContact' AND k.StoppedAt IS NULL);
DROP INDEX ix_Assignments_UnitInbox;
CREATE INDEX ix_Assignments_UnitInbox ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round, SignedAt, AwaitsContact);
CREATE INDEX ix_Assignments_UnitReworks ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round) WHERE IsOpen = 1 AND Round > 1;
CREATE INDEX ix_Assignments_UnitToSign ON Assignments (Unit, IsOpen, SignedAt, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round) WHERE IsOpen = 1 AND SignedAt IS NULL;
CREATE INDEX ix_Assignments_UnitToContact ON Assignments (Unit, IsOpen, AwaitsContact, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round) WHERE IsOpen = 1 AND AwaitsContact = 1;

CREATE INDEX ix_Praises_Kind ON Praises (Kind, At, Number);
CREATE INDEX ix_Praises_UnitKind ON Praises (Unit, Kind, At, Number, RequesterKind, CaseNumber);

-- 作废: an administrator says of a message of the poison lane that nothing is to be done, and why.
ALTER TABLE PoisonMessages ADD COLUMN DiscardedBy TEXT NULL;
ALTER TABLE PoisonMessages ADD COLUMN DiscardReason TEXT NULL;
