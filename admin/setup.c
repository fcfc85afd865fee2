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
