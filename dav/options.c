#include "dav/private.h"

enum status
dav_options(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct dav_target t;
	enum status st;

	if ((st = dav_target_find(cx, rq->path, &t)) != OK)
		return st;
	reply_header(cx, re, "allow", dav_allow(cx, &t));
	dav_header(cx, re);
	re->code = 200;
	re->body = "";
	return OK;
}
