/*
 * Calendar objects: what is read is written as it was, and whatever it says is
 * expanded, filtered, told as busy time and as jCal, and reminds within bounds.
 */
#include "pim/alarm.h"
#include "pim/freebusy.h"
#include "pim/ical_expand.h"
#include "pim/ical_match.h"
#include "pim/itip.h"
#include "pim/jcal.h"
#include "tests/fuzz/fuzz.h"

#define SPAN	((struct span){ 1767225600, 1798761600 })	/* 2026 */

static void
remind(struct ctx *cx, const struct ical *ical)
{
	static const char *const actions[] = { "EMAIL", "DISPLAY", "AUDIO" };
	const struct span within = { 1767225600, 1767225600 + 40 * ICAL_DAY };
	struct alarm alarm;

	for (size_t i = 0; i < COUNT(actions); i++) {
		if (alarm_next(cx, ical, actions[i], within, zone_find("Europe/Berlin"), &alarm) == OK)
			REQUIRE(alarm.at > within.start && alarm.at <= within.end && alarm.comp != NULL);
		ctx_forgive(cx);
	}
}

static void
use(struct ctx *cx, struct ical *ical)
{
	static const char *const addresses[] = { "a@x" };
	const struct itip_user user = { addresses, 1 };
	struct itip_outcome outcome;
	struct itip_message *messages;
	struct freebusy *fb;
	struct freebusy_period *periods;
	struct occurrence *list;
	struct ical *other;
	struct span span;
	bool yes;
	size_t n;

	REQUIRE(recur_extent(cx, ical, zone_find("Europe/Berlin"), &span) == OK);
	REQUIRE(span.start <= span.end);
	if (recur_expand(cx, ical, SPAN, NULL, 500, &list, &n) == OK) {
		REQUIRE(n <= 500);
		for (size_t i = 0; i < n; i++) {
			REQUIRE(list[i].when.start <= list[i].when.end);
			REQUIRE(i == 0 || list[i - 1].when.start <= list[i].when.start);
			/* The index must find what the expansion finds. */
			REQUIRE(list[i].when.end >= span.start - 2 * ICAL_DAY && list[i].when.start <= span.end + 2 * ICAL_DAY);
		}
	}
	ctx_forgive(cx);
	if (ical_expand(cx, ical, SPAN, NULL, 50, &other) == OK)
		ical_write(cx, other->root, NULL);
	ctx_forgive(cx);
	if (ical_overlaps(cx, ical, ical_kind_name(ical->kind), SPAN, NULL, &yes) != OK)
		ctx_forgive(cx);
	fb = freebusy_open(cx, SPAN, NULL);
	if (freebusy_add(cx, fb, ical, "a@x") != OK || freebusy_add_availability(cx, fb, ical) != OK)
		ctx_forgive(cx);
	n = freebusy_periods(cx, fb, &periods);
	for (size_t i = 0; i < n; i++) {
		REQUIRE(periods[i].when.start < periods[i].when.end);
		REQUIRE(i == 0 || periods[i - 1].when.end <= periods[i].when.start);
	}
	if (itip_organizer_changed(cx, NULL, ical_copy(cx, ical), &user, 1767225600, &messages) != OK)
		ctx_forgive(cx);
	other = ical_copy(cx, ical);
	ical_set(cx->arena, other->root, "METHOD", "REPLY");
	ical_refresh(cx, other);
	other = itip_after(cx, ical, other);
	if (itip_apply(cx, ical, other, &user, NULL, &outcome) == OK && outcome.result == ITIP_STORE)
		ical_write(cx, outcome.object->root, NULL);
	ctx_forgive(cx);
	ical_zones_complete(cx, other);
	remind(cx, ical);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ical *ical, *again;
	const char *text, *json;
	size_t len, json_len;
	struct ctx cx;

	ctx_open(&cx, NULL);
	REQUIRE(zone_load(&cx, NULL) == OK);
	if (ical_read(&cx, (const char *)data, size, NULL, &ical) == OK) {
		text = ical_write(&cx, ical->root, &len);
		REQUIRE(ical_read(&cx, text, len, &(struct ical_limits){ .bytes = 100 << 20 }, &again) == OK);
		REQUIRE(strcmp(text, ical_write(&cx, again->root, NULL)) == 0);
		json = jcal_write(&cx, ical->root, &json_len);
		if (jcal_read(&cx, json, json_len, &again) == OK)
			ical_write(&cx, again->root, NULL);
		ctx_forgive(&cx);
		if (ical_check(&cx, ical) == OK)
			use(&cx, ical);
	} else {
		REQUIRE(cx.fault != OK && cx.condition != NULL);
	}
	ctx_close(&cx);
	return 0;
}
