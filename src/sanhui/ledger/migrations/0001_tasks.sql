-- The first ledger: whose plans it serves, which tasks are done, and the log of every change.
-- Once released, a migration is never edited: what must change comes as the next one.
-- Dates are ISO 8601 text. Period keys (year … week) are slot names, worked out by sanhui.ledger.periods.

-- An organisation (支部, 党组 …) by its name in the plan.
CREATE TABLE body (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> '')
) STRICT;

-- A body's plan of one year: its identity only, for the ledger never holds the plan.
CREATE TABLE plan (
    id   TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    body TEXT REFERENCES body,
    year INTEGER NOT NULL
) STRICT;

-- A task that is done; one that is open has no row. `task` is its occurrence: work-order/2026-Q1.
CREATE TABLE task_done (
    plan       TEXT NOT NULL REFERENCES plan,
    task       TEXT NOT NULL CHECK (task <> ''),
    done_on    TEXT NOT NULL CHECK (done_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    done_by    TEXT NOT NULL CHECK (done_by <> ''),
    note       TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    year       TEXT NOT NULL,
    half       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    month      TEXT NOT NULL,
    week       TEXT NOT NULL,
    PRIMARY KEY (plan, task)
) STRICT;

-- An item of a task's checklist that is ticked, by its text; one that is open has no row.
CREATE TABLE task_item (
    plan       TEXT NOT NULL REFERENCES plan,
    task       TEXT NOT NULL CHECK (task <> ''),
    item       TEXT NOT NULL CHECK (item <> ''),
    done_on    TEXT NOT NULL CHECK (done_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    done_by    TEXT NOT NULL CHECK (done_by <> ''),
    note       TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    year       TEXT NOT NULL,
    half       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    month      TEXT NOT NULL,
    week       TEXT NOT NULL,
    PRIMARY KEY (plan, task, item)
) STRICT;

-- What was written, row by row; see sanhui.ledger.log for the chain. The rows of one change share `change`.
CREATE TABLE log (
    n       INTEGER NOT NULL PRIMARY KEY,
    change  INTEGER NOT NULL,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL CHECK (actor <> ''),
    command TEXT NOT NULL,
    reason  TEXT NOT NULL,
    subject TEXT NOT NULL,
    key     TEXT NOT NULL,
    before  TEXT,
    after   TEXT,
    hash    TEXT NOT NULL,
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;

CREATE INDEX log_key ON log (subject, key, n);

-- Also stops INSERT OR REPLACE, which would delete a row without the trigger of deletions.
CREATE TRIGGER log_goes_on BEFORE INSERT ON log
WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM log)
BEGIN
    SELECT raise(ABORT, 'the log goes on at its end only');
END;

CREATE TRIGGER log_keeps_what_it_says BEFORE UPDATE ON log
BEGIN
    SELECT raise(ABORT, 'what the log says is not changed');
END;

CREATE TRIGGER log_keeps_its_rows BEFORE DELETE ON log
BEGIN
    SELECT raise(ABORT, 'the log loses no row');
END;
