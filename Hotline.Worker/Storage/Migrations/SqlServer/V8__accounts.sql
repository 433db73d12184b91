-- Who may sign in. The attempts are counted by name, known or not, so that an answer does not tell which.
CREATE TABLE Accounts (
    Login              nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL PRIMARY KEY,
    DisplayName        nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SearchText         nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Unit               nvarchar(32) COLLATE Latin1_General_100_BIN2  NULL,
    Roles              nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Active             bit               NOT NULL,
    Demo               bit               NOT NULL,
    PasswordHash       nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MustChangePassword bit               NOT NULL,
    SecurityStamp      nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Version            int               NOT NULL,
    CreatedAt          datetimeoffset(7) NOT NULL,
    LastSignInAt       datetimeoffset(7) NULL
);
CREATE INDEX ix_Accounts_Unit ON Accounts (Unit, Login);

CREATE TABLE SignInAttempts (
    Login       nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Failed      int               NOT NULL,
    FirstAt     datetimeoffset(7) NOT NULL,
    LastAt      datetimeoffset(7) NOT NULL,
    LockedUntil datetimeoffset(7) NULL
);
CREATE INDEX ix_SignInAttempts_LastAt ON SignInAttempts (LastAt);

-- Of a token only its hash is kept.
CREATE TABLE AccountTokens (
    Id        nvarchar(36) COLLATE Latin1_General_100_BIN2  NOT NULL PRIMARY KEY,
    Login     nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Name      nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Hash      nvarchar(64) COLLATE Latin1_General_100_BIN2  NOT NULL,
    Roles     nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    CreatedAt datetimeoffset(7) NOT NULL,
    ExpiresAt datetimeoffset(7) NOT NULL,
    RevokedAt datetimeoffset(7) NULL
);
CREATE UNIQUE INDEX ux_AccountTokens_Hash ON AccountTokens (Hash);
CREATE INDEX ix_AccountTokens_Login ON AccountTokens (Login, CreatedAt, Id);

CREATE TABLE AccountChanges (
    Id     nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    At     datetimeoffset(7) NOT NULL,
    Actor  nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Login  nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Kind   nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Fields nvarchar(max)     NOT NULL
);
CREATE INDEX ix_AccountChanges_At ON AccountChanges (At, Id);
CREATE INDEX ix_AccountChanges_Login ON AccountChanges (Login, At, Id);

-- The keys that sign cookies, sealed with the key file: one ring for every process.
CREATE TABLE KeyRing (
    Name nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Body nvarchar(max) NOT NULL
);
