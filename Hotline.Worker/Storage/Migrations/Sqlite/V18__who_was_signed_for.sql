-- 签收超时: what a timer signed for and nobody has begun with, beside the lights.
ALTER TABLE Assignments ADD COLUMN IsUnattended INTEGER NOT NULL DEFAULT 0;
DROP INDEX ix_Assignments_OpenQueue;
CREATE INDEX ix_Assignments_OpenQueue ON Assignments (NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Unit, IsOpen, IsUnattended) WHERE IsOpen = 1;
CREATE INDEX ix_Assignments_Unattended ON Assignments (NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Unit, IsOpen, IsUnattended) WHERE IsOpen = 1 AND IsUnattended = 1;
DROP INDEX ix_Assignments_UnitInbox;
CREATE INDEX ix_Assignments_UnitInbox ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round, SignedAt, AwaitsContact, IsUnattended);
UPDATE Assignments SET IsUnattended = 1
WHERE IsOpen = 1 AND SignedAt IS NOT NULL AND EXISTS (
    SELECT 1 FROM Events e
    WHERE e.Number = Assignments.Number AND e.Type = 'AssignmentSigned' AND e.Actor = 'system' AND e.Unit = Assignments.Unit AND e.At = Assignments.SignedAt
        AND NOT EXISTS (SELECT 1 FROM Events l WHERE l.Number = e.Number AND l.Version > e.Version AND l.Unit = e.Unit AND l.Actor <> 'system'));

-- Whoever proposed a rework holds nothing while it is judged.
UPDATE Cases SET ClaimedBy = NULL WHERE AwaitsJudgement = 1 AND ClaimedBy IS NOT NULL;
