-- Attendance: what was held, who came, who was excused and by whom, make-ups, documents, reasons, points.
-- Dates are ISO 8601 text, '' where there is none. Period keys (year … week) are those of the row's day.

-- A session that took place. Its title, kinds and hours (学时) stay as they were then: a record outlives the plan.
-- `start` and `end` have their offset; '' is unknown.
CREATE TABLE held (
    plan       TEXT NOT NULL REFERENCES plan,
    session    TEXT NOT NULL CHECK (session <> ''),
    day        TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    start      TEXT NOT NULL,
    "end"      TEXT NOT NULL,
    title      TEXT NOT NULL,
    topic      TEXT NOT NULL,
    place      TEXT NOT NULL,
    chair      TEXT NOT NULL,
    recorder   TEXT NOT NULL,
    hours      REAL,
    note       TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    year       TEXT NOT NULL,
    half       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    month      TEXT NOT NULL,
    week       TEXT NOT NULL,
    PRIMARY KEY (plan, session)
) STRICT;

-- The kinds (类别) that a held session counted as, by code.
CREATE TABLE held_kind (
    plan       TEXT NOT NULL REFERENCES plan,
    session    TEXT NOT NULL CHECK (session <> ''),
    kind       TEXT NOT NULL CHECK (kind <> ''),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    FOREIGN KEY (plan, session) REFERENCES held,
    PRIMARY KEY (plan, session, kind)
) STRICT;

-- How one person stood to one session: a code of the mark table (plan/marks.toml). A leave may be entered before `held`.
-- Everybody due has a row, so who was due stays known, whatever becomes of the roster. `member` is its key, an id or a name.
-- `source`: typed, interactive, leave, file:<sha256>. `minutes` are those that a meeting program measured.
CREATE TABLE mark (
    plan       TEXT NOT NULL REFERENCES plan,
    session    TEXT NOT NULL CHECK (session <> ''),
    member     TEXT NOT NULL CHECK (member <> ''),
    name       TEXT NOT NULL CHECK (name <> ''),
    mark       TEXT NOT NULL CHECK (mark <> ''),
    votes      INTEGER NOT NULL CHECK (votes IN (0, 1)),
    "group"    TEXT NOT NULL,
    arrived    TEXT NOT NULL,
    departed   TEXT NOT NULL,
    minutes    INTEGER,
    source     TEXT NOT NULL,
    note       TEXT NOT NULL,
    day        TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    year       TEXT NOT NULL,
    half       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    month      TEXT NOT NULL,
    week       TEXT NOT NULL,
    PRIMARY KEY (plan, session, member)
) STRICT;

-- A vote that was taken in a session; `due` and `present` are those with the right to vote.
CREATE TABLE vote (
    plan       TEXT NOT NULL REFERENCES plan,
    session    TEXT NOT NULL CHECK (session <> ''),
    item       INTEGER NOT NULL CHECK (item > 0),
    title      TEXT NOT NULL,
    sort       TEXT NOT NULL CHECK (sort IN ('ordinary', 'admission', 'election')),
    due        INTEGER NOT NULL CHECK (due >= 0),
    present    INTEGER NOT NULL CHECK (present >= 0),
    in_favour  INTEGER NOT NULL CHECK (in_favour >= 0),
    against    INTEGER NOT NULL CHECK (against >= 0),
    abstained  INTEGER NOT NULL CHECK (abstained >= 0),
    day        TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    year       TEXT NOT NULL,
    half       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    month      TEXT NOT NULL,
    week       TEXT NOT NULL,
    FOREIGN KEY (plan, session) REFERENCES held,
    PRIMARY KEY (plan, session, item)
) STRICT;

-- A leave that was granted for a time, in all of a body's plans; `body` is '' for plans without an organisation.
CREATE TABLE leave (
    body        TEXT NOT NULL,
    member      TEXT NOT NULL CHECK (member <> ''),
    first       TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last        TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    mark        TEXT NOT NULL CHECK (mark <> ''),
    reason      TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    CHECK (first <= last),
    PRIMARY KEY (body, member, first)
) STRICT;

-- A later study (补课) that settles a leave or an absence. The mark stays: it never counts for a quorum.
CREATE TABLE makeup (
    plan       TEXT NOT NULL REFERENCES plan,
    session    TEXT NOT NULL CHECK (session <> ''),
    member     TEXT NOT NULL CHECK (member <> ''),
    done_on    TEXT NOT NULL CHECK (done_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    how        TEXT NOT NULL,
    note       TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    year       TEXT NOT NULL,
    half       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    month      TEXT NOT NULL,
    week       TEXT NOT NULL,
    PRIMARY KEY (plan, session, member)
) STRICT;

-- A file that belongs to a session, by its path from the ledger's folder, with what it was when it was attached.
CREATE TABLE document (
    plan       TEXT NOT NULL REFERENCES plan,
    session    TEXT NOT NULL CHECK (session <> ''),
    path       TEXT NOT NULL CHECK (path <> ''),
    sort       TEXT NOT NULL CHECK (
                   sort IN ('plan', 'session-plan', 'material', 'notes', 'minutes', 'picture', 'sign-in', 'other')),
    sha256     TEXT NOT NULL,
    size       INTEGER NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (plan, session, path)
) STRICT;

-- Why a rule was not met in a period (说明). `subject` is '' for the body, else a group or a member; `until` is '' for good.
CREATE TABLE waiver (
    plan       TEXT NOT NULL REFERENCES plan,
    rule       TEXT NOT NULL CHECK (rule <> ''),
    period     TEXT NOT NULL CHECK (period <> ''),
    subject    TEXT NOT NULL,
    reason     TEXT NOT NULL CHECK (reason <> ''),
    "by"       TEXT NOT NULL,
    until      TEXT NOT NULL,
    day        TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    year       TEXT NOT NULL,
    half       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    month      TEXT NOT NULL,
    week       TEXT NOT NULL,
    PRIMARY KEY (plan, rule, period, subject)
) STRICT;

-- Points (积分) that somebody gave by hand; those that follow from marks and roles are worked out.
CREATE TABLE point (
    plan       TEXT NOT NULL REFERENCES plan,
    member     TEXT NOT NULL CHECK (member <> ''),
    n          INTEGER NOT NULL CHECK (n > 0),
    day        TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    points     REAL NOT NULL,
    reason     TEXT NOT NULL CHECK (reason <> ''),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    year       TEXT NOT NULL,
    half       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    month      TEXT NOT NULL,
    week       TEXT NOT NULL,
    PRIMARY KEY (plan, member, n)
) STRICT;

-- How the columns of an unknown attendance file are read, by the fingerprint of its header: kept for the next file.
CREATE TABLE meeting_map (
    body        TEXT NOT NULL,
    fingerprint TEXT NOT NULL CHECK (fingerprint <> ''),
    mapping     TEXT NOT NULL CHECK (json_valid(mapping)),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    PRIMARY KEY (body, fingerprint)
) STRICT;
