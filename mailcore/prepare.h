/*
 * What must be there before the first service starts: folders with their
 * owners, the database cluster, certificates, rendered configuration, compiled
 * Sieve scripts, Postfix' spool.  Blocks; a second or two at the very first
 * start, some milliseconds later.
 */
#ifndef MAILCORE_PREPARE_H
#define MAILCORE_PREPARE_H

#include "mailcore/model.h"

/* The lock that keeps a second Hayloft off the same state folder; its fd. */
enum status mailcore_lock(struct ctx *cx, const struct mailcore_model *model, int *fd) NODISCARD;

/* Folders and cluster; then as mailcore_reconfigure. */
enum status mailcore_prepare(struct ctx *cx, const struct mailcore_model *model) NODISCARD;

/* Certificate, rendered files, compiled scripts; changed[SERVICE] says what did. */
enum status mailcore_reconfigure(struct ctx *cx, const struct mailcore_model *model,
    bool changed[static SERVICE_COUNT]) NODISCARD;

#endif
