/*
 * How the pools are: health and metrics.
 */
#include <stddef.h>

#include "core/clock.h"
#include "httpd/pool_private.h"

static int64_t last_good, last_bad;

void
pool_note(bool bad, int64_t now)
{
	if (bad)
		last_bad = now;
	else
		last_good = now;
}

bool
pool_healthy(const char **why)
{
	for (size_t i = 0; i < POOL_COUNT; i++)
		if (pools[i].ready == 0 && pools[i].floor > 0) {
			*why = "a pool has no worker";
			return false;
		}
	if (last_bad > last_good && clock_steady() - last_bad < 10000) {
		*why = "requests fail for want of the database or the mail server";
		return false;
	}
	return true;
}

void
pool_metrics(struct buf *out)
{
	static const struct {
		const char	*name, *type, *help;
		size_t		 at;
		bool		 is_long;
	} rows[] = {
		{ "workers", "gauge", "Processes.",
		  offsetof(struct pool, count), false },
		{ "workers_busy", "gauge", "Processes that work on a request.",
		  offsetof(struct pool, busy), false },
		{ "queue", "gauge", "Requests that wait for a process.",
		  offsetof(struct pool, waiting), false },
		{ "served_total", "counter", "Requests that were served.",
		  offsetof(struct pool, served), true },
		{ "crashed_total", "counter", "Processes that died of a request.",
		  offsetof(struct pool, crashed), true },
		{ "late_total", "counter", "Requests that took too long.",
		  offsetof(struct pool, late), true },
		{ "refused_total", "counter", "Requests that found too many waiting.",
		  offsetof(struct pool, refused), true },
		{ "left_total", "counter", "Requests whose client went away.",
		  offsetof(struct pool, left), true },
		{ "started_total", "counter", "Processes that were started.",
		  offsetof(struct pool, started), true },
		{ "recycled_total", "counter", "Processes that were replaced after much work.",
		  offsetof(struct pool, recycled), true },
	};

	for (size_t r = 0; r < COUNT(rows); r++) {
		buf_printf(out, "# HELP hayloft_pool_%s %s\n# TYPE hayloft_pool_%s %s\n", rows[r].name,
		    rows[r].help, rows[r].name, rows[r].type);
		for (size_t i = 0; i < POOL_COUNT; i++) {
			const char *at = (const char *)&pools[i] + rows[r].at;

			buf_printf(out, "hayloft_pool_%s{pool=\"%s\"} %lu\n", rows[r].name,
			    pool_label((enum pool_name)i), rows[r].is_long ?
			    *(const unsigned long *)(const void *)at :
			    (unsigned long)*(const size_t *)(const void *)at);
		}
	}
}
