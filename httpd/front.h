/*
 * What the parts of a front share.  A front is one process with one loop, so
 * there is one of these, and each part keeps its own state in statics.
 */
#ifndef HTTPD_FRONT_H
#define HTTPD_FRONT_H

#include <h2o.h>

#include "httpd/control.h"
#include "httpd/processes.h"

struct front {
	const struct conf	*conf;
	const struct inherited	*in;
	h2o_globalconf_t	 global;
	h2o_context_t		 ctx;
	h2o_loop_t		*loop;
	bool			 draining;
};

extern struct front front;

/* To the master, in order; kept and sent later when its socket is full. */
void front_tell_master(const struct control *c);

/* To the watcher; lost when there is none, since a new one is told everything. */
void front_tell_watcher(const struct control *c);

#endif
