#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "dav/sync.h"

#define PREFIX	"urn:hayloft:sync:"

void
dav_sync_token(struct buf *out, const struct dav_target *t, int64_t modseq)
{
	/* Who may see more from now on begins anew, and so hears of what was hidden. */
	buf_printf(out, PREFIX "%lld:%lld:%d", (long long)t->collection.id, (long long)modseq,
	    dav_most_private(t));
}

bool
dav_sync_parse(const char *token, const struct collection *c, int64_t *modseq)
{
	char *end;

	*modseq = 0;
	if (*token == '\0')
		return true;
	if (strncmp(token, PREFIX, strlen(PREFIX)) != 0)
		return false;
	if (strtoll(token + strlen(PREFIX), &end, 10) != c->id || *end != ':')
		return false;
	*modseq = strtoll(end + 1, &end, 10);
	return *end == ':' && *modseq >= 1 && *modseq <= c->modseq && *modseq >= c->forgotten &&
	    *modseq >= c->lost_before && (*modseq <= c->lost_after || *modseq >= c->lost_until);
}
