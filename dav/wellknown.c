#include "dav/dav.h"

enum status
dav_wellknown(struct ctx *cx, const struct request *rq, struct reply *re)
{
	(void)rq;
	re->code = 301;
	re->body = "";
	reply_header(cx, re, "location", "/dav/");
	reply_header(cx, re, "cache-control", "public, max-age=86400");
	return OK;
}
