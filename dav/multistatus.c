#include <string.h>

#include "dav/multistatus.h"

void
multistatus_open(struct ctx *cx, struct multistatus *ms)
{
	*ms = (struct multistatus){ .out = BUF_ON(cx->arena) };
	buf_puts(&ms->out, XML_HEAD "<D:multistatus" XML_NAMESPACES ">");
}

static void
status_line(struct buf *out, int code, const char *condition)
{
	if (code == 200)		/* nearly all of ten thousand */
		buf_puts(out, "<D:status>HTTP/1.1 200 OK</D:status>");
	else
		buf_printf(out, "<D:status>HTTP/1.1 %d %s</D:status>", code, http_phrase(code));
	if (condition != NULL) {
		buf_puts(out, "<D:error>");
		buf_printf(out, *condition == '<' ? "%s" : "<%s/>", condition);
		buf_puts(out, "</D:error>");
	}
}

void
multistatus_status(struct multistatus *ms, const char *href, int code, const char *condition)
{
	multistatus_begin(ms, href);
	status_line(&ms->out, code, condition);
	multistatus_end(ms);
}

void
multistatus_begin(struct multistatus *ms, const char *href)
{
	buf_puts(&ms->out, "\n<D:response><D:href>");
	xml_escape(&ms->out, href);
	buf_puts(&ms->out, "</D:href>");
}

void
multistatus_end(struct multistatus *ms)
{
	buf_puts(&ms->out, "</D:response>");
}

void
multistatus_propstat(struct multistatus *ms, const char *props, size_t len, int code,
    const char *condition)
{
	if (len == 0)
		return;
	buf_puts(&ms->out, "<D:propstat><D:prop>");
	buf_add(&ms->out, props, len);
	buf_puts(&ms->out, "</D:prop>");
	status_line(&ms->out, code, condition);
	buf_puts(&ms->out, "</D:propstat>");
}

void
multistatus_close(struct ctx *cx, struct multistatus *ms, const char *extra, struct reply *re)
{
	if (extra != NULL)
		buf_puts(&ms->out, extra);
	buf_puts(&ms->out, "\n</D:multistatus>\n");
	reply_bytes(cx, re, 207, "application/xml; charset=utf-8", ms->out.data, ms->out.len);
}

/* The prefix that XML_NAMESPACES gives a namespace, NULL for others. */
static const char *
xml_prefix(const char *ns)
{
	static const struct {
		const char	*ns, *prefix;
	} table[] = {
		{ NS_DAV, "D" }, { NS_CALDAV, "C" }, { NS_CARDDAV, "CARD" }, { NS_CS, "CS" },
		{ NS_ICAL, "ICAL" }, { NS_HAYLOFT, "H" }, { NS_PUSH, "P" },
	};

	for (size_t i = 0; i < COUNT(table); i++)
		if (strcmp(table[i].ns, ns) == 0)
			return table[i].prefix;
	return NULL;
}

void
xml_tags(struct arena *arena, const char *ns, const char *name, const char **open,
    const char **close)
{
	const char *prefix = xml_prefix(ns);
	struct buf out = BUF_ON(arena);

	if (prefix != NULL) {
		*open = *close = arena_printf(arena, "%s:%s", prefix, name);
		return;
	}
	buf_printf(&out, "%s xmlns=\"", name);
	xml_escape(&out, ns);
	buf_putc(&out, '"');
	*open = buf_str(&out);
	*close = name;
}
