/*
 * Does PostgreSQL answer a query?  One connection stays open between the
 * questions, so that a restart of the whole cluster after a crash of a single
 * backend, which the postmaster survives, is noticed as well.
 */
#ifndef MAILCORE_PG_PROBE_H
#define MAILCORE_PG_PROBE_H

#include "mailcore/model.h"
#include "mailcore/probe.h"

struct pg_probe;

struct pg_probe *pg_probe_open(const struct mailcore_model *model);
void pg_probe_close(struct pg_probe *probe);

/* Ask; connects first when there is no connection. */
void pg_probe_start(struct pg_probe *probe, int timeout_ms);
enum probe_state pg_probe_step(struct pg_probe *probe);
const char *pg_probe_why(const struct pg_probe *probe);

/* The idle connection was cut since the last question. */
bool pg_probe_lost(struct pg_probe *probe);

/* Drop connection and question. */
void pg_probe_forget(struct pg_probe *probe);

/* The connection's descriptor, -1 when there is none. */
int pg_probe_fd(const struct pg_probe *probe);

/*
 * The service answers: make the roles and the database where they are
 * missing, and set the roles' passwords and bounds.  Blocks for a moment.
 */
enum status pg_make_roles(struct ctx *cx, const struct mailcore_model *model) NODISCARD;

#endif
