CREATE TABLE ZoneChanges (
    Kind       nvarchar(20) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Version    int               NOT NULL,
    ImportedAt datetimeoffset(7) NOT NULL,
    ImportedBy nvarchar(100) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Note       nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Summary    nvarchar(max)     NOT NULL,
    PRIMARY KEY (Kind, Version)
);
