-- Who may sign in. The attempts are counted by name, known or not, so that an answer does not tell which.
CREATE TABLE Accounts (
    Login              TEXT    NOT NULL PRIMARY KEY,
    DisplayName        TEXT    NOT NULL,
    SearchText         TEXT    NOT NULL,
    Unit               TEXT    NULL,
    Roles              TEXT    NOT NULL,
    Active             INTEGER NOT NULL,
    Demo               INTEGER NOT NULL,
    PasswordHash       TEXT    NOT NULL,
    MustChangePassword INTEGER NOT NULL,
    SecurityStamp      TEXT    NOT NULL,
    Version            INTEGER NOT NULL,
    CreatedAt          TEXT    NOT NULL,
    LastSignInAt       TEXT    NULL
) WITHOUT ROWID;
CREATE INDEX ix_Accounts_Unit ON Accounts (Unit, Login);

CREATE TABLE SignInAttempts (
    Login       TEXT    NOT NULL PRIMARY KEY,
    Failed      INTEGER NOT NULL,
    FirstAt     TEXT    NOT NULL,
    LastAt      TEXT    NOT NULL,
    LockedUntil TEXT    NULL
) WITHOUT ROWID;
CREATE INDEX ix_SignInAttempts_LastAt ON SignInAttempts (LastAt);

-- Of a token only its hash is kept.
CREATE TABLE AccountTokens (
    Id        TEXT NOT NULL PRIMARY KEY,
    Login     TEXT NOT NULL,
    Name      TEXT NOT NULL,
    Hash      TEXT NOT NULL,
    Roles     TEXT NULL,
    CreatedAt TEXT NOT NULL,
    ExpiresAt TEXT NOT NULL,
    RevokedAt TEXT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_AccountTokens_Hash ON AccountTokens (Hash);
CREATE INDEX ix_AccountTokens_Login ON AccountTokens (Login, CreatedAt, Id);

CREATE TABLE AccountChanges (
    Id     TEXT NOT NULL PRIMARY KEY,
    At     TEXT NOT NULL,
    Actor  TEXT NOT NULL,
    Login  TEXT NOT NULL,
    Kind   TEXT NOT NULL,
    Fields TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_AccountChanges_At ON AccountChanges (At, Id);
CREATE INDEX ix_AccountChanges_Login ON AccountChanges (Login, At, Id);

-- The keys that sign cookies, sealed with the key file: one ring for every process.
CREATE TABLE KeyRing (
    Name TEXT NOT NULL PRIMARY KEY,
    Body TEXT NOT NULL
) WITHOUT ROWID;
