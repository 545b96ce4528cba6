-- The facts that the checks (sql/*.sql) look at. Filled by sanhui.rules.facts; nothing here is kept.
-- Dates are ISO 8601 text. Every key of a period is worked out by Python, so that no check needs a dialect's functions.
-- A check of the plan takes every live session for held and everybody due for present: the same checks serve both.

-- The day of the judgement.
CREATE TABLE judged (as_of TEXT NOT NULL);

-- A rule that is checked; `unit` is its period, a month where a session by itself is looked at.
-- A share is share_over / share_under. Hours of study are in 3600ths: sums of them are exact.
CREATE TABLE rule (
    id TEXT PRIMARY KEY, sort TEXT NOT NULL, unit TEXT NOT NULL, at_least INTEGER NOT NULL, at_most INTEGER NOT NULL,
    share_over INTEGER NOT NULL, share_under INTEGER NOT NULL, denominator TEXT NOT NULL, voting_only INTEGER NOT NULL,
    hours INTEGER NOT NULL, months INTEGER NOT NULL, warn_months INTEGER NOT NULL, lates INTEGER NOT NULL
);
-- The kinds that count; '*' for a rule that is about sessions and names none. Every session has the kind '*'.
CREATE TABLE rule_kind (rule TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (rule, kind));
-- The kinds of which one must come before.
CREATE TABLE rule_after (rule TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (rule, kind));
-- The months in which a session is to lie.
CREATE TABLE rule_month (rule TEXT NOT NULL, month TEXT NOT NULL, PRIMARY KEY (rule, month));
-- The documents that a session is to have.
CREATE TABLE rule_document (rule TEXT NOT NULL, sort TEXT NOT NULL, PRIMARY KEY (rule, sort));

-- The periods of the plan's year; `ended` before the day of judgement.
CREATE TABLE period (unit TEXT NOT NULL, id TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, ended INTEGER NOT NULL,
    PRIMARY KEY (unit, id));

-- What is to be judged: a rule in a period for the body (''), a group or a member. Only where the rule holds.
-- A `newcomer` joined in the midst of the period: what they did elsewhere before is not known here.
CREATE TABLE expected (rule TEXT NOT NULL, period TEXT NOT NULL, subject TEXT NOT NULL, newcomer INTEGER NOT NULL,
    PRIMARY KEY (rule, period, subject));

-- A session that was held, and whether anybody attended it. `minutes` is -1 where nobody knows.
CREATE TABLE held (session TEXT PRIMARY KEY, day TEXT NOT NULL, month TEXT NOT NULL, minutes INTEGER NOT NULL,
    attended INTEGER NOT NULL);
CREATE TABLE held_kind (session TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (session, kind));
-- The period of each unit in which it lies; a floating one, in a check of the plan, may lie in several.
CREATE TABLE held_period (session TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
    PRIMARY KEY (session, unit, period));
-- The groups of which somebody attended.
CREATE TABLE held_group (session TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (session, name));
-- The one of its periods in which a floating session is counted for a rule, the day that counts where the order does, and whether
-- it fills there what dated ones leave open. No row for a session that can only lie in one, but for rules of order.
CREATE TABLE placed (rule TEXT NOT NULL, session TEXT NOT NULL, period TEXT NOT NULL, day TEXT NOT NULL, fills INTEGER NOT NULL,
    PRIMARY KEY (rule, session));
-- Whether somebody of a rule's roles has the rule's duty: 1 yes, 0 no; no row where nobody knows who has it.
CREATE TABLE duty (rule TEXT NOT NULL, session TEXT NOT NULL, fits INTEGER NOT NULL, PRIMARY KEY (rule, session));

-- A session that is planned, not called off, and not held: `ahead` of the day of judgement, or else not recorded.
CREATE TABLE planned (session TEXT PRIMARY KEY, ahead INTEGER NOT NULL);
CREATE TABLE planned_kind (session TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (session, kind));
CREATE TABLE planned_period (session TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
    PRIMARY KEY (session, unit, period));
CREATE TABLE planned_group (session TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (session, name));

-- One member at one held session, by what the mark counts as. `hours` in 3600ths, a make-up included;
-- `attended` counts a make-up too, `present` and `quorum` never do.
CREATE TABLE mark (session TEXT NOT NULL, member TEXT NOT NULL, due INTEGER NOT NULL, present INTEGER NOT NULL,
    quorum INTEGER NOT NULL, votes INTEGER NOT NULL, absent INTEGER NOT NULL, late INTEGER NOT NULL,
    attended INTEGER NOT NULL, hours INTEGER NOT NULL, PRIMARY KEY (session, member));
-- Who was due at a held session, and of whom nobody wrote down whether they came, though of others somebody did.
CREATE TABLE unmarked (session TEXT NOT NULL, member TEXT NOT NULL, votes INTEGER NOT NULL, PRIMARY KEY (session, member));
-- What a member owes a make-up for by a rule, until when, and when it was done ('' not yet).
CREATE TABLE owed (rule TEXT NOT NULL, session TEXT NOT NULL, member TEXT NOT NULL, until TEXT NOT NULL, done TEXT NOT NULL,
    PRIMARY KEY (rule, session, member));
-- A vote, and whose quorum it asks for: `kind` is that of elections for one, '' where it is that of its session.
CREATE TABLE vote (session TEXT NOT NULL, item INTEGER NOT NULL, due INTEGER NOT NULL, present INTEGER NOT NULL,
    kind TEXT NOT NULL, PRIMARY KEY (session, item));
-- The documents of a held session, the yearly plan among those of every one.
CREATE TABLE document (session TEXT NOT NULL, sort TEXT NOT NULL, PRIMARY KEY (session, sort));
-- The tasks of a rule's list, by the period in which they are due.
CREATE TABLE task (rule TEXT NOT NULL, task TEXT NOT NULL, period TEXT NOT NULL, done INTEGER NOT NULL,
    PRIMARY KEY (rule, task));
-- Points (积分) in hundredths.
CREATE TABLE point (member TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, points INTEGER NOT NULL,
    PRIMARY KEY (member, unit, period));
-- Sessions at which a member was due, of all years: absent without leave and not made up, or anything else.
CREATE TABLE history (rule TEXT NOT NULL, member TEXT NOT NULL, session TEXT NOT NULL, day TEXT NOT NULL,
    absent INTEGER NOT NULL, PRIMARY KEY (rule, member, session));
-- The day that lies so many months before the day of judgement.
CREATE TABLE months_ago (n INTEGER PRIMARY KEY, day TEXT NOT NULL);
-- When the term of a rule began, from when its end is told, and its last day.
CREATE TABLE term (rule TEXT PRIMARY KEY, began TEXT NOT NULL, warns TEXT NOT NULL, ends TEXT NOT NULL);

-- What derived.sql makes of all this.

-- The held and attended sessions that count for a rule in a period: '' for the body, and for every group that
-- was there and is judged by itself.
CREATE TABLE counts (rule TEXT NOT NULL, period TEXT NOT NULL, subject TEXT NOT NULL, session TEXT NOT NULL,
    PRIMARY KEY (rule, period, subject, session));
-- The held sessions of a rule in a period, also those that nobody attended: who was absent was absent there too.
CREATE TABLE took_place (rule TEXT NOT NULL, period TEXT NOT NULL, session TEXT NOT NULL,
    PRIMARY KEY (rule, period, session));
-- The planned sessions that would count, in the same way as `counts`; for a window those that may lie in it.
CREATE TABLE could_count (rule TEXT NOT NULL, period TEXT NOT NULL, subject TEXT NOT NULL, session TEXT NOT NULL,
    ahead INTEGER NOT NULL, PRIMARY KEY (rule, period, subject, session));
