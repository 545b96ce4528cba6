"""The ledger: what really happened, in one SQLite file per organisation, spanning years.

    with store.open_ledger(path) as ledger, ledger.change(stamp) as change:
        plans.enter(change, plan.id, plan.year, plan.organization)
        tasks.done(change, "work-order/2026-Q1", plan.id, on=today, by="组织委员")

The plan file never holds what happened, the ledger never holds the plan: they meet in joins (`due`), by plan id and
by the id of a task's or a session's occurrence, which outlives every change of date.

`store` opens files, `migrate` brings them up to date, `change` is the only way to write: it logs each row that it
touches, so nothing is overwritten without a trace. `log` chains the entries by SHA-256, `verify` proves the chain and that
the tables are what the log says, `copies` backs up and restores. `rows` turns records into rows and back.

One module a subject stands on these: `plans`, `tasks` (done, ticked), `held` (sessions that took place, votes), `marks` (who
came), `leaves` (who was excused, by whom), `makeups`, `documents`, `waivers`, `points`. Each records inside a change, and
reads frozen structs.

Every row that happened on a day has the period keys of `periods` as columns, so that a check is a plain join and the
same text runs in SQLite, DuckDB and Spark; every row says who entered it and when; members are referenced by
the roster's key, sessions by (plan, session id) without a table of sessions, for those are the plan's.
"""
