-- A unit's inbox in lanes: what is signed, contacted and reworked stands in the index beside the lights.
DROP INDEX ix_Assignments_UnitQueue ON Assignments;
CREATE INDEX ix_Assignments_UnitInbox ON Assignments (Unit, IsOpen, NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Round, SignedAt, ContactedAt);
