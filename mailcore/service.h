/*
 * What the supervisor knows about each service: how it is started, how one
 * sees that it answers, how it is stopped, whom it needs.  A new service is a
 * row in service.c.
 */
#ifndef MAILCORE_SERVICE_H
#define MAILCORE_SERVICE_H

#include "mailcore/model.h"
#include "mailcore/probe.h"
#include "mailcore/process.h"

#define TALKS_MAX	3

struct service {
	enum mailcore_service	 id;
	const char		*name;
	unsigned		 needs;		/* bits 1 << SERVICE_… that must answer first */
	int			 stop_signal;
	int			 stop_ms;	/* then SIGKILL */
	int			 reload_signal;	/* 0: only a restart reads new configuration */
	int			 start_ms;	/* does not answer by then: killed, started again */
	const char *const	*worries;	/* words of log lines that are errors */
	const char		*demand;	/* Unix socket that we open for it: it runs while somebody wants it; NULL: always */
	const char		*used;		/* word of its log lines that tell of use */
	int			 idle_ms;	/* unused for so long, it ends */
	const char		*stale;		/* pid file below ROOT of a killed one, or NULL */

	struct command		 command;
	struct probe_talk	 talks[TALKS_MAX];	/* all must pass */
	int			 talk_count;
};

#define NEEDS(service)	(1u << (service))

/* The description of one service for this model, on the arena. */
struct service *service_describe(struct arena *arena, const struct mailcore_model *model,
    enum mailcore_service id);

/*
 * Could SERVICE be started when READY (a bit set) answer?  Needs that are
 * switched off count as met.  And may it be stopped, when RUNNING still run?
 */
bool service_may_start(const struct service *service, unsigned ready, unsigned on);
bool service_may_stop(enum mailcore_service id, struct service *const all[SERVICE_COUNT],
    unsigned running);

#endif
