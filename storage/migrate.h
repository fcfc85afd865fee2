/*
 * The schema, as numbered SQL files that are part of the program
 * (storage/migrations/NNNN_name.sql).  Each runs once, in a transaction of its
 * own, under a lock, so that several nodes may start at the same time.  A file
 * is never edited after release: its hash is kept and compared.
 */
#ifndef STORAGE_MIGRATE_H
#define STORAGE_MIGRATE_H

#include "core/ctx.h"

/* Bring the database up to date; *APPLIED counts the files that ran (may be NULL). */
enum status db_migrate(struct ctx *cx, int *applied) NODISCARD;

/* The same up to file UP_TO, so that a test can begin with an older version. */
enum status db_migrate_to(struct ctx *cx, int up_to, int *applied) NODISCARD;

/* The number of the last file that ran; 0 for an empty database. */
enum status db_schema_version(struct ctx *cx, int *version) NODISCARD;

/* The number of the newest file that this program has. */
int db_schema_newest(void);

#endif
