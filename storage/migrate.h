/*
 * The schema, as numbered SQL files that are part of the program
 * (storage/migrations/NNNN_name.sql).  Each runs once; all that are due run in one
 * transaction, so that an update is whole or not at all, and under a lock, so
 * that several nodes may start at the same time.  A file
 * is never edited after release: its hash is kept and compared.
 */
#ifndef STORAGE_MIGRATE_H
#define STORAGE_MIGRATE_H

#include "core/ctx.h"

/* Bring the database up to date; *APPLIED counts the files that ran (may be NULL). */
enum status db_migrate(struct ctx *cx, int *applied) NODISCARD;

/* The same up to file UP_TO, so that a test can begin with an older version. */
enum status db_migrate_to(struct ctx *cx, int up_to, int *applied) NODISCARD;

/* Names of the files that have not run here, at most MOST; ERR_PRECONDITION as above. */
enum status db_migrations_due(struct ctx *cx, const char **names, size_t most, size_t *count) NODISCARD;

/* new_id() gives out nothing that was made of a number up to LEAST. */
enum status db_raise_ids(struct ctx *cx, int64_t least) NODISCARD;

/* The number of the last file that ran; 0 for an empty database. */
enum status db_schema_version(struct ctx *cx, int *version) NODISCARD;

/* The number of the newest file that this program has. */
int db_schema_newest(void);

#endif
