-- Files of cases: what the log says of them stays, what is here can be taken away. And who looked at whose data, which stays.
CREATE TABLE Attachments (
    Number     nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Attachment int                                           NOT NULL,
    Name       nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Bytes      int                                           NOT NULL,
    Sha256     nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Content    varbinary(max)                                NOT NULL,
    PRIMARY KEY (Number, Attachment)
);

CREATE TABLE AccessLog (
    Number  nvarchar(24) COLLATE Latin1_General_100_BIN2  NOT NULL,
    At      datetimeoffset(7)                             NOT NULL,
    Id      nvarchar(36) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Actor   nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Unit    nvarchar(32) COLLATE Latin1_General_100_BIN2  NULL,
    Fields  nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason  nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Address nvarchar(64) COLLATE Latin1_General_100_BIN2  NULL,
    PRIMARY KEY (Number, At, Id)
);
CREATE INDEX ix_AccessLog_Actor ON AccessLog (Actor, At, Id);
