#include <string.h>
#include <strings.h>

#include "admin/setup.h"
#include "core/address.h"
#include "core/xml.h"

void
setup_element(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "<%s>", name);
	xml_escape(out, text);
	buf_printf(out, "</%s>\n", name);
}

enum status
setup_domain(struct ctx *cx, const char *name, struct domain *out)
{
	const char *parsed;
	enum status st;

	if ((st = domain_parse(cx, name, &parsed)) != OK ||
	    (st = db_domain_find(cx, parsed, out)) != OK)
		return st;
	return out->active ? OK : fault(cx, ERR_NOT_FOUND, "no such domain");
}

const char *
setup_host_domain(struct ctx *cx, const char *authority, const char *prefix)
{
	size_t len = strcspn(authority, ":"), skip = strlen(prefix);

	if (len <= skip || strncasecmp(authority, prefix, skip) != 0)
		return NULL;
	return arena_strndup(cx->arena, authority + skip, len - skip);
}
