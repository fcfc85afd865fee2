/*
 * What an IMAP server means by NO and BAD, in our words (RFC 5530 and others).
 */
#include "imapclient/private.h"

static const struct {
	const char	*code;
	enum status	 st;
} codes[] = {
	{ "NONEXISTENT", ERR_NOT_FOUND },
	{ "TRYCREATE", ERR_NOT_FOUND },
	{ "ALREADYEXISTS", ERR_EXISTS },
	{ "NOPERM", ERR_DENIED },
	{ "CANNOT", ERR_INVALID },
	{ "CLIENTBUG", ERR_INVALID },
	{ "BADCHARSET", ERR_INVALID },
	{ "UNKNOWN-CTE", ERR_INVALID },
	{ "USEATTR", ERR_INVALID },
	{ "HASCHILDREN", ERR_PRECONDITION },
	{ "OVERQUOTA", ERR_LIMIT },
	{ "LIMIT", ERR_LIMIT },
	{ "TOOBIG", ERR_TOO_LARGE },
	{ "AUTHENTICATIONFAILED", ERR_UNAUTHENTICATED },
	{ "AUTHORIZATIONFAILED", ERR_DENIED },
	{ "EXPIRED", ERR_UNAUTHENTICATED },
	{ "PRIVACYREQUIRED", ERR_DENIED },
	{ "UNAVAILABLE", ERR_BUSY },
	{ "INUSE", ERR_BUSY },
	{ "EXPUNGEISSUED", ERR_NOT_FOUND },
};

enum status
imap_error_status(enum imap_condition condition, const struct imap_node *code)
{
	if (condition == IMAP_COND_OK)
		return OK;
	for (size_t i = 0; i < COUNT(codes); i++)
		if (imap_node_is(code, codes[i].code))
			return codes[i].st;
	/* BYE: it shuts down and will be back. */
	return condition == IMAP_COND_BYE ? ERR_BUSY : ERR_UPSTREAM;
}
