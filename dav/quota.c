/*
 * What is kept is summed in the database.  Far from the bound a worker goes by
 * what it heard some seconds ago, so that this costs writers next to nothing;
 * what others wrote since is overlooked for that long, and near the bound never.
 */
#include <stdio.h>
#include <string.h>

#include "core/clock.h"
#include "core/conf.h"
#include "dav/private.h"
#include "dav/quota.h"
#include "storage/collection.h"

#define REMEMBERED	64
#define FRESH		5000	/* milliseconds */
#define MIB		1048576

static struct known {
	int64_t			account, at;
	struct dav_quota	quota;
	char			request[40];	/* for which it was asked */
} remembered[REMEMBERED];

static struct known *
place_of(int64_t account)
{
	return &remembered[(uint64_t)account % REMEMBERED];
}

static enum status
ask(struct ctx *cx, int64_t account, struct known *k)
{
	int64_t own;
	enum status st;

	k->account = 0;
	if ((st = db_collection_used(cx, account, &k->quota.used, &own)) != OK)
		return st;
	k->quota.bound = own >= 0 ? own : cx->conf->dav_quota * MIB;
	k->account = account;
	k->at = clock_steady();
	snprintf(k->request, sizeof k->request, "%s", cx->request_id);
	return OK;
}

enum status
dav_quota_find(struct ctx *cx, int64_t account, struct dav_quota *out)
{
	struct known *k = place_of(account);
	enum status st = OK;

	if (k->account != account || strcmp(cx->request_id, "-") == 0 ||
	    strcmp(k->request, cx->request_id) != 0)
		st = ask(cx, account, k);
	if (st == OK)
		*out = k->quota;
	return st;
}

static bool
has_room(const struct known *k, int64_t more, int64_t bound)
{
	return k->quota.bound == 0 || k->quota.used + more <= bound;
}

enum status
dav_quota_require(struct ctx *cx, int64_t account, int64_t more)
{
	struct known *k = place_of(account);
	enum status st;

	if (more <= 0)
		return OK;
	if (k->account != account || clock_steady() - k->at > FRESH ||
	    !has_room(k, more, k->quota.bound / 10 * 9)) {
		if ((st = ask(cx, account, k)) != OK)
			return st;
		if (!has_room(k, more, k->quota.bound))
			return dav_refuse(cx, ERR_LIMIT, DAV_QUOTA_EXCEEDED,
			    "the account's calendars and address books are full");
	}
	k->quota.used += more;
	return OK;
}
