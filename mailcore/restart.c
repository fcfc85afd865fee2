#include "core/status.h"
#include "mailcore/restart.h"

int
restart_delay(struct restart *r, int64_t lived_ms)
{
	static const int delays[] = { 0, 100, 300, 1000, 2000, 4000, 8000, 16000 };

	if (lived_ms >= RESTART_CALM_MS)
		r->deaths = 0;
	if (r->deaths >= COUNT(delays))
		return RESTART_DELAY_MAX_MS;
	return delays[r->deaths++];
}
