/*
 * Numbers of the server, once a minute, for charts (0021_operation.sql).
 */
#ifndef STORAGE_MEASURE_H
#define STORAGE_MEASURE_H

#include "core/json.h"

/* Keep NUMBERS, an object, with those that the database knows; *ALL is what was kept. */
enum status db_measure_put(struct ctx *cx, const json_t *numbers, json_t **all) NODISCARD;

struct measure_filter {
	const char	*since, *until;		/* RFC 3339; NULL: an hour ago, now */
	const char	*names;			/* "queue.deferred,pss"; NULL: all */
	int64_t		 step;			/* seconds of a point: 60 and more */
};

/* {"NAME": [[seconds since 1970, mean of the step], …], …}; ERR_INVALID for more than 2000 points. */
enum status db_measure_series(struct ctx *cx, const struct measure_filter *filter, json_t **out) NODISCARD;

/* The newest states of services: [{"time", "service", "now", "before"}], 1 is well. */
enum status db_measure_services(struct ctx *cx, int64_t most, json_t **out) NODISCARD;

#endif
