#include "core/status.h"

static const struct {
	const char	*name;
	int		 http;
} table[STATUS_COUNT] = {
	[OK] =			{ "ok", 200 },
	[ERR_INVALID] =		{ "invalid", 400 },
	[ERR_UNAUTHENTICATED] =	{ "unauthenticated", 401 },
	[ERR_DENIED] =		{ "denied", 403 },
	[ERR_NOT_FOUND] =	{ "not-found", 404 },
	[ERR_EXISTS] =		{ "exists", 409 },
	[ERR_PRECONDITION] =	{ "precondition", 412 },
	[ERR_TOO_LARGE] =	{ "too-large", 413 },
	[ERR_LIMIT] =		{ "limit", 429 },
	[ERR_UPSTREAM] =	{ "upstream", 502 },
	[ERR_BUSY] =		{ "busy", 503 },
	[ERR_INTERNAL] =	{ "internal", 500 },
};

const char *
status_name(enum status st)
{
	return (unsigned)st < STATUS_COUNT ? table[st].name : "unknown";
}

int
status_http(enum status st)
{
	return (unsigned)st < STATUS_COUNT ? table[st].http : 500;
}
