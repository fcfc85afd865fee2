#include "dav/private.h"

enum status
dav_refuse(struct ctx *cx, enum status st, const char *condition, const char *why)
{
	cx->condition = condition;
	return fault(cx, st, "%s", why);
}
