/*
 * Writes a 207 (RFC 4918, section 13), element by element, straight into the
 * answer: ten thousand responses make no tree.
 */
#ifndef DAV_MULTISTATUS_H
#define DAV_MULTISTATUS_H

#include "core/http.h"
#include "dav/xml.h"

#define XML_HEAD	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
#define XML_NAMESPACES \
	" xmlns:D=\"" NS_DAV "\" xmlns:C=\"" NS_CALDAV "\" xmlns:CARD=\"" NS_CARDDAV "\"" \
	" xmlns:CS=\"" NS_CS "\" xmlns:ICAL=\"" NS_ICAL "\" xmlns:H=\"" NS_HAYLOFT "\"" \
	" xmlns:P=\"" NS_PUSH "\""

struct multistatus {
	struct buf	out;
};

void multistatus_open(struct ctx *cx, struct multistatus *ms);

/* A response that is a status alone; CONDITION, may be NULL, as for dav_answer(). */
void multistatus_status(struct multistatus *ms, const char *href, int code, const char *condition);

/* Between these: propstats. */
void multistatus_begin(struct multistatus *ms, const char *href);
void multistatus_end(struct multistatus *ms);

/* PROPS are elements side by side; nothing is written for none. */
void multistatus_propstat(struct multistatus *ms, const char *props, size_t len, int code,
    const char *condition);

/* EXTRA: elements behind the responses (DAV:sync-token), or NULL. */
void multistatus_close(struct ctx *cx, struct multistatus *ms, const char *extra, struct reply *re);

/* "D:getetag", or with its own declaration: ready for <%s> and </%s>. */
void xml_tags(struct arena *arena, const char *ns, const char *name, const char **open,
    const char **close);

#endif
