/*
 * Exchange's web services, as far as "when are they busy?" goes: the call
 * GetUserAvailability ([MS-OXWAVLS], sections 3.1.4.1 and 4).
 */
#ifndef DAV_EWS_H
#define DAV_EWS_H

#include "core/buf.h"
#include "pim/freebusy.h"

#define EWS_PEOPLE_MAX	100	/* in one question */
#define EWS_SPAN_MAX	(INT64_C(42) * 86400)

struct ews_person {
	const char	*address;
	struct freebusy	*fb;		/* what is busy is added to it */
	bool		 known;		/* it told of him */
};

/* The question about COUNT people in SPAN, as SOAP. */
void ews_write(struct buf *out, const struct ews_person *people, size_t count, struct span span);

/* The answer to it.  ERR_UPSTREAM: it is none. */
enum status ews_read(struct ctx *cx, const char *text, size_t len, struct ews_person *people,
    size_t count) NODISCARD;

#endif
