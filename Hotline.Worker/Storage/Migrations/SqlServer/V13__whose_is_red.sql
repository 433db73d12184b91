-- The open queue says whose: what is red and soon due is counted by unit from the index alone.
DROP INDEX ix_Assignments_OpenQueue ON Assignments;
CREATE INDEX ix_Assignments_OpenQueue ON Assignments (NextDueAt, Number, Assignment, NextWarnAt, NextOrangeAt, NextDoubleRedAt, NextTripleRedAt, Unit, IsOpen) WHERE IsOpen = 1;
