/*
 * Invitations: who hears of a change (RFC 6638, 3.2), and what a message makes
 * of the stored object (RFC 5546).  Alice organizes, Bob and Carol come.
 */
#include "core/buf.h"
#include "pim/itip.h"
#include "tests/unit/unit.h"

#define NOW		1767603600	/* 2026-01-05T09:00:00Z */
#define CAL(body)	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" body "END:VCALENDAR\r\n"
#define MSG(method, body)	CAL("METHOD:" method "\r\n" body)
#define EVENT(lines)	"BEGIN:VEVENT\r\nUID:u\r\nORGANIZER:mailto:alice@x\r\n" lines "END:VEVENT\r\n"
#define MASTER(lines)	EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=5\r\nSUMMARY:s\r\n" lines)
#define AT(day, lines)	EVENT("RECURRENCE-ID:202601" day "T090000Z\r\nDTSTART:202601" day "T090000Z\r\nDURATION:PT1H\r\nSUMMARY:s\r\n" lines)
#define ALICE		"ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@x\r\n"
#define BOB		"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@x\r\n"
#define BOB_YES		"ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@x\r\n"
#define BOB_NO		"ATTENDEE;PARTSTAT=DECLINED:mailto:bob@x\r\n"
#define CAROL		"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:Carol@X\r\n"

static const char *const alice_is[] = { "alice@x", "alias@x" };
static const char *const bob_is[] = { "bob@x" };
static const struct itip_user alice = { alice_is, 2 }, bob = { bob_is, 1 };

static struct ical *
read_cal(const char *text)
{
	struct ical *ical;

	if (text == NULL)
		return NULL;
	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	if (ical_read(&unit_cx, text, strlen(text), NULL, &ical) != OK)
		fail_msg("%s", unit_cx.fault_text);
	return ical;
}

/* "REQUEST bob@x 2: - 0107/DECLINED": one component each, "-" the master, with the receiver's or sender's answer. */
static const char *
messages(struct itip_message *m)
{
	struct buf out = BUF_ON(unit_cx.arena);

	for (; m != NULL; m = m->next) {
		buf_printf(&out, "%s%s>%s%s", out.len > 0 ? " " : "", itip_method_name(m->method), m->to, m->forced ? "!" : "");
		for (size_t i = 0; i < m->body->count; i++) {
			const struct ical_comp *c = m->body->comps[i];
			const char *id = ical_value(c, "RECURRENCE-ID"), *partstat = NULL;

			assert_string_equal("20260105T090000Z", ical_value(c, "DTSTAMP"));
			assert_null(ical_child(c, "VALARM"));
			for (const struct content_line *p = ical_prop(c, "ATTENDEE"); p != NULL; p = ical_prop_next(p, "ATTENDEE")) {
				const char *who = ical_address(unit_cx.arena, p);

				assert_null(content_param(p, "SCHEDULE-STATUS"));
				if (strcmp(who, m->method == ITIP_REPLY ? m->from : m->to) == 0)
					partstat = content_param_text(p, "PARTSTAT");
			}
			buf_printf(&out, " %.4s/%.2s", id == NULL ? "-" : id + 4, partstat == NULL ? "?" : partstat);
			if (ical_prop(c, "EXDATE") != NULL)
				buf_printf(&out, "/x%.4s", ical_value(c, "EXDATE") + 4);
			if (ical_int(c, "SEQUENCE", 0) != 0)
				buf_printf(&out, "/%d", (int)ical_int(c, "SEQUENCE", 0));
		}
	}
	return buf_str(&out);
}

static const struct {
	const char	*old, *new, *want;
} organizer[] = {
	/* New, unchanged, other words, deleted. */
	{ NULL, CAL(MASTER(ALICE BOB CAROL)), "REQUEST>bob@x -/NE REQUEST>carol@x -/NE" },
	{ CAL(MASTER(ALICE BOB)), CAL(MASTER(ALICE BOB)), "" },
	{ CAL(MASTER(ALICE BOB)), CAL(MASTER(ALICE BOB "DTSTAMP:20260101T000000Z\r\nX-MOZ-LASTACK:1\r\nBEGIN:VALARM\r\nEND:VALARM\r\n")), "" },
	{ CAL(MASTER(ALICE BOB_YES)), CAL(MASTER(ALICE BOB_YES "LOCATION:l\r\n")), "REQUEST>bob@x -/AC" },
	{ CAL(MASTER(ALICE BOB CAROL)), NULL, "CANCEL>bob@x -/NE/1 CANCEL>carol@x -/NE/1" },
	/* Bob answered while Alice edited: kept.  She moved it: asked anew. */
	{ CAL(MASTER(ALICE BOB_YES)), CAL(MASTER(ALICE BOB "LOCATION:l\r\n")), "REQUEST>bob@x -/AC" },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nSEQUENCE:3\r\n" ALICE BOB_YES)), CAL(EVENT("DTSTART:20260105T100000Z\r\nSEQUENCE:1\r\n" ALICE BOB_YES)), "REQUEST>bob@x -/NE/4" },
	/* The same moment in other words is no move. */
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\n" ALICE BOB_YES)), CAL(EVENT("DTSTART;TZID=Europe/Berlin:20260105T100000\r\n" ALICE BOB_YES)), "REQUEST>bob@x -/AC" },
	/* Nor is the same end in other words, which is no news at all; in another zone it is. */
#define ENDS(lines)	CAL(EVENT("DTSTART;TZID=Europe/Berlin:20260105T090000\r\n" lines ALICE BOB_YES))
#define ALL_DAY(lines)	CAL(EVENT("DTSTART;VALUE=DATE:20260105\r\n" lines ALICE BOB_YES))
	{ ENDS("DURATION:PT1H\r\n"), ENDS("DTEND;TZID=Europe/Berlin:20260105T100000\r\n"), "" },
	{ ENDS("DTEND;TZID=Europe/Berlin:20260105T100000\r\n"), ENDS("DURATION:PT60M\r\n"), "" },
	{ ENDS("DURATION:PT1H\r\n"), ENDS("DTEND;TZID=Europe/London:20260105T090000\r\n"), "REQUEST>bob@x -/AC" },
	{ ENDS("DURATION:PT1H\r\n"), ENDS("DTEND;TZID=Europe/Berlin:20260105T103000\r\n"), "REQUEST>bob@x -/NE/1" },
	{ ALL_DAY(""), ALL_DAY("DTEND;VALUE=DATE:20260106\r\n"), "" },
	{ ALL_DAY("DURATION:P1D\r\n"), ALL_DAY(""), "" },
	{ ALL_DAY(""), ALL_DAY("DTEND;VALUE=DATE:20260107\r\n"), "REQUEST>bob@x -/NE/1" },
	/* Somebody comes, somebody goes. */
	{ CAL(MASTER(ALICE BOB_YES)), CAL(MASTER(ALICE BOB_YES CAROL)), "REQUEST>bob@x -/AC REQUEST>carol@x -/NE" },
	{ CAL(MASTER(ALICE BOB CAROL)), CAL(MASTER(ALICE BOB)), "REQUEST>bob@x -/NE CANCEL>carol@x -/NE/1" },
	/* To one occurrence only; not to one; out of one again. */
	{ NULL, CAL(MASTER(ALICE BOB) AT("07", ALICE BOB CAROL)), "REQUEST>bob@x -/NE 0107/NE REQUEST>carol@x 0107/NE" },
	{ NULL, CAL(MASTER(ALICE BOB CAROL) AT("07", ALICE BOB)), "REQUEST>bob@x -/NE 0107/NE REQUEST>carol@x -/NE/x0107" },
	{ CAL(MASTER(ALICE BOB CAROL)), CAL(MASTER(ALICE BOB CAROL) AT("07", ALICE BOB)), "REQUEST>bob@x -/NE 0107/NE CANCEL>carol@x 0107/NE/1 REQUEST>carol@x -/NE/x0107" },
	{ CAL(MASTER(ALICE BOB) AT("07", ALICE BOB CAROL)), CAL(MASTER(ALICE BOB)), "REQUEST>bob@x -/NE CANCEL>carol@x 0107/NE/1" },
	/* An occurrence deleted. */
	{ CAL(MASTER(ALICE BOB_YES)), CAL(MASTER("EXDATE:20260107T090000Z\r\n" ALICE BOB_YES)), "REQUEST>bob@x -/AC/x0107/1" },
	/* RFC 6638, 3.2.8: who is asked anew is whom something was added for. */
#define DAYS(rule, lines)	CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=" rule "\r\n" lines ALICE BOB_YES))
	{ DAYS("DAILY;COUNT=5", ""), DAYS("DAILY;COUNT=3", ""), "REQUEST>bob@x -/AC/1" },
	{ DAYS("DAILY;COUNT=5", ""), DAYS("DAILY;COUNT=6", ""), "REQUEST>bob@x -/NE/1" },
	{ DAYS("DAILY;COUNT=5", ""), DAYS("DAILY;UNTIL=20260107T090000Z", ""), "REQUEST>bob@x -/AC/1" },
	{ DAYS("DAILY", ""), DAYS("DAILY;UNTIL=20260107T090000Z", ""), "REQUEST>bob@x -/AC/1" },
	{ DAYS("DAILY;COUNT=5", ""), DAYS("DAILY", ""), "REQUEST>bob@x -/NE/1" },
	{ DAYS("WEEKLY;BYDAY=MO,WE", ""), DAYS("WEEKLY;BYDAY=MO", ""), "REQUEST>bob@x -/AC/1" },
	{ DAYS("WEEKLY;BYDAY=MO", ""), DAYS("WEEKLY;BYDAY=MO,WE", ""), "REQUEST>bob@x -/NE/1" },
	{ DAYS("DAILY;COUNT=5", ""), CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n" ALICE BOB_YES)), "REQUEST>bob@x -/NE/1" },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n" ALICE BOB_YES)), DAYS("DAILY;COUNT=5", ""), "REQUEST>bob@x -/NE/1" },
	{ DAYS("DAILY", "EXDATE:20260107T090000Z\r\n"), DAYS("DAILY", ""), "REQUEST>bob@x -/NE/1" },
	{ DAYS("DAILY", "RDATE:20260107T120000Z\r\n"), DAYS("DAILY", ""), "REQUEST>bob@x -/AC/1" },
	{ DAYS("DAILY", ""), DAYS("DAILY", "RDATE:20260107T120000Z\r\n"), "REQUEST>bob@x -/NE/1" },
	{ DAYS("DAILY;COUNT=100000", ""), DAYS("DAILY;COUNT=99999", ""), "REQUEST>bob@x -/NE/1" },	/* too many to compare */
	/* RFC 6638, 7. */
	{ NULL, CAL(MASTER(ALICE "ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:bob@x\r\nATTENDEE;SCHEDULE-AGENT=X-OTHER:mailto:dave@x\r\n" CAROL)), "REQUEST>carol@x -/NE" },
	{ CAL(MASTER(ALICE BOB)), CAL(MASTER(ALICE "ATTENDEE;SCHEDULE-FORCE-SEND=REQUEST;SCHEDULE-STATUS=1.2;PARTSTAT=NEEDS-ACTION:mailto:bob@x\r\n")), "REQUEST>bob@x! -/NE" },
	{ CAL(MASTER(ALICE BOB_YES)), CAL(MASTER(ALICE "ATTENDEE;SCHEDULE-FORCE-SEND=REQUEST;PARTSTAT=NEEDS-ACTION:mailto:bob@x\r\n")), "REQUEST>bob@x! -/NE" },
	/* RFC 6638, 3.2.1.2: who is told by whom changes, and nothing else. */
#define BOB_AS(agent)	"ATTENDEE;SCHEDULE-AGENT=" agent ";PARTSTAT=NEEDS-ACTION:mailto:bob@x\r\n"
	{ CAL(MASTER(ALICE BOB)), CAL(MASTER(ALICE BOB_AS("CLIENT"))), "CANCEL>bob@x -/NE/1" },
	{ CAL(MASTER(ALICE BOB CAROL)), CAL(MASTER(ALICE BOB_AS("NONE") CAROL)), "CANCEL>bob@x -/NE/1" },
	{ CAL(MASTER(ALICE BOB_AS("CLIENT"))), CAL(MASTER(ALICE BOB)), "REQUEST>bob@x -/NE" },
	{ CAL(MASTER(ALICE BOB_AS("NONE"))), CAL(MASTER(ALICE BOB_AS("SERVER"))), "REQUEST>bob@x -/NE" },
	{ CAL(MASTER(ALICE BOB_AS("CLIENT"))), CAL(MASTER(ALICE BOB_AS("NONE") "LOCATION:l\r\n")), "" },
	{ CAL(MASTER(ALICE BOB_AS("CLIENT"))), CAL(MASTER(ALICE)), "" },
	{ CAL(MASTER(ALICE BOB_AS("CLIENT"))), NULL, "" },
	{ CAL(MASTER(ALICE BOB)), CAL(MASTER(ALICE BOB_AS("CLIENT") "EXDATE:20260107T090000Z\r\n")), "CANCEL>bob@x -/NE/1" },
	/* No longer a meeting. */
	{ CAL(MASTER(ALICE BOB)), CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T090000Z\r\n" BOB "END:VEVENT\r\n"), "CANCEL>bob@x -/NE/1" },
	/* Nobody but herself; no scheduling at all. */
	{ NULL, CAL(MASTER(ALICE)), "" },
	{ NULL, CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T090000Z\r\nEND:VEVENT\r\n"), "" },
};

static void
test_organizer(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(organizer); i++) {
		struct itip_message *m;
		struct ical *new = read_cal(organizer[i].new);

		assert_int_equal(OK, itip_organizer_changed(&unit_cx, read_cal(organizer[i].old), new, &alice, NOW, &m));
		assert_row(i, organizer[i].want, messages(m));
		for (size_t k = 0; new != NULL && k < new->count; k++)
			assert_null(strstr(ical_write(&unit_cx, new->comps[k], NULL), "FORCE-SEND"));
	}
}

/* Who raises SEQUENCE at every save and tells nobody anything: answers go on to count. */
static void
test_sequence_of_nothing_new(void **state)
{
	static const struct { const char *lines; int sequence; } rows[] = {
		{ "SEQUENCE:4\r\n" BOB_YES, 1 },
		{ "SEQUENCE:4\r\n" BOB_YES "BEGIN:VALARM\r\nEND:VALARM\r\n", 1 },
		{ "SEQUENCE:4\r\nLOCATION:l\r\n" BOB_YES, 4 },
		{ "SEQUENCE:4\r\nATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:bob@x\r\n", 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ical *old = read_cal(CAL(MASTER(ALICE BOB_YES "SEQUENCE:1\r\n")));
		struct ical *new = read_cal(arena_printf(unit_cx.arena, CAL(MASTER(ALICE "%s")), rows[i].lines));
		struct itip_message *m;

		if (strstr(rows[i].lines, "CLIENT") != NULL)
			old = read_cal(CAL(MASTER(ALICE "ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:bob@x\r\nSEQUENCE:1\r\n")));
		assert_int_equal(OK, itip_organizer_changed(&unit_cx, old, new, &alice, NOW, &m));
		assert_int_equal(rows[i].sequence, ical_int(new->master, "SEQUENCE", 0));
	}
}

static void
test_refused(void **state)
{
	struct itip_message *m;

	(void)state;
	assert_int_equal(ERR_PRECONDITION, itip_organizer_changed(&unit_cx, NULL, read_cal(CAL(MASTER(ALICE BOB))), &bob, NOW, &m));
	assert_string_equal("C:organizer-allowed", unit_cx.condition);
	ctx_forgive(&unit_cx);
	assert_int_equal(ERR_PRECONDITION, itip_organizer_changed(&unit_cx, NULL, read_cal(CAL(MASTER(ALICE BOB)
	    "BEGIN:VEVENT\r\nUID:u\r\nORGANIZER:mailto:eve@x\r\nRECURRENCE-ID:20260106T090000Z\r\nDTSTART:20260106T090000Z\r\nEND:VEVENT\r\n")), &alice, NOW, &m));
	assert_string_equal("C:same-organizer-in-all-components", unit_cx.condition);
	ctx_forgive(&unit_cx);
	assert_int_equal(ERR_PRECONDITION, itip_attendee_changed(&unit_cx, read_cal(CAL(EVENT("DTSTART:20260105T090000Z\r\n" BOB))),
	    read_cal(CAL(EVENT("DTSTART:20260105T100000Z\r\n" BOB))), &bob, NOW, &m));
	assert_string_equal("C:allowed-attendee-scheduling-object-change", unit_cx.condition);
	ctx_forgive(&unit_cx);
	assert_int_equal(ERR_PRECONDITION, itip_attendee_changed(&unit_cx, read_cal(CAL(MASTER(BOB))),
	    read_cal(CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=5;INTERVAL=2\r\n" BOB))), &bob, NOW, &m));
}

static const struct {
	const char	*old, *new, *want;
} attendee[] = {
	{ CAL(MASTER(ALICE BOB)), CAL(MASTER(ALICE BOB_YES)), "REPLY>alice@x -/AC" },
	{ CAL(MASTER(ALICE BOB)), CAL(MASTER(ALICE BOB "TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nEND:VALARM\r\n")), "" },
	{ CAL(MASTER(ALICE BOB_YES)), CAL(MASTER(ALICE BOB_YES) AT("07", ALICE BOB_NO)), "REPLY>alice@x 0107/DE" },
	{ CAL(MASTER(ALICE BOB_YES)), CAL(MASTER("EXDATE:20260107T090000Z\r\n" ALICE BOB_YES)), "REPLY>alice@x 0107/DE" },
	{ CAL(MASTER(ALICE BOB_YES)), NULL, "REPLY>alice@x -/DE" },
	/* Clients write a rule anew when they save. */
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nRRULE:FREQ=WEEKLY;COUNT=52;BYDAY=MO,WE\r\n" ALICE BOB)),
	  CAL(EVENT("DTSTART:20260105T090000Z\r\nRRULE:FREQ=weekly;BYDAY=WE,MO;WKST=MO;INTERVAL=1;COUNT=52\r\n" ALICE BOB_YES)), "REPLY>alice@x -/AC" },
	{ CAL(MASTER(ALICE BOB_NO)), NULL, "" },
	/* Somebody who is written twice answers in either line. */
	{ CAL(MASTER(ALICE BOB BOB)), CAL(MASTER(ALICE BOB BOB_YES)), "REPLY>alice@x -/AC" },
	{ CAL(MASTER(ALICE BOB BOB)), CAL(MASTER(ALICE BOB_YES BOB)), "REPLY>alice@x -/AC" },
	{ CAL(MASTER(ALICE BOB BOB_YES)), CAL(MASTER(ALICE BOB BOB_YES)), "" },
	{ CAL(MASTER(ALICE BOB_YES "STATUS:CANCELLED\r\n")), NULL, "" },
	{ CAL(MASTER(ALICE BOB) AT("07", ALICE BOB)), CAL(MASTER(ALICE BOB_YES) AT("07", ALICE BOB_NO)), "REPLY>alice@x -/AC 0107/DE" },
	{ CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T090000Z\r\nORGANIZER;SCHEDULE-AGENT=CLIENT:mailto:alice@x\r\n" BOB "END:VEVENT\r\n"),
	  CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T090000Z\r\nORGANIZER;SCHEDULE-AGENT=CLIENT:mailto:alice@x\r\n" BOB_YES "END:VEVENT\r\n"), "" },
};

static void
test_attendee(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(attendee); i++) {
		struct itip_message *m;

		assert_int_equal(OK, itip_attendee_changed(&unit_cx, read_cal(attendee[i].old), read_cal(attendee[i].new), &bob, NOW, &m));
		assert_row(i, attendee[i].want, messages(m));
	}
}

/* Messages.  What the object is afterwards: "delete", "ignore: why", or its components with Bob's answer. */
static const char *
outcome(const struct itip_outcome *o)
{
	struct buf out = BUF_ON(unit_cx.arena);

	if (o->result == ITIP_DELETE)
		return "delete";
	if (o->result == ITIP_IGNORED)
		return o->unknown ? "ignore unknown" : "ignore";
	assert_null(o->object->method);
	assert_int_equal(OK, ical_check(&unit_cx, o->object));
	for (size_t i = 0; i < o->object->count; i++) {
		const struct ical_comp *c = o->object->comps[i];
		const char *id = ical_value(c, "RECURRENCE-ID"), *partstat = "?";

		for (const struct content_line *p = ical_prop(c, "ATTENDEE"); p != NULL; p = ical_prop_next(p, "ATTENDEE"))
			if (strcmp(ical_address(unit_cx.arena, p), "bob@x") == 0)
				partstat = content_param_text(p, "PARTSTAT");
		buf_printf(&out, "%s%.4s/%.2s/%.4s", i > 0 ? " " : "", id == NULL ? "-" : id + 4, partstat,
		    ical_value(c, "DTSTART") + 9);
		if (ical_prop(c, "EXDATE") != NULL)
			buf_printf(&out, "/x%.4s", ical_value(c, "EXDATE") + 4);
		if (ical_prop(c, "RDATE") != NULL)
			buf_printf(&out, "/r%.4s", ical_value(c, "RDATE") + 4);
		if (ical_child(c, "VALARM") != NULL)
			buf_puts(&out, "/alarm");
	}
	return buf_str(&out);
}

#define ALARM	"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
#define MOVED(lines)	EVENT("DTSTART:20260105T110000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=5\r\nSUMMARY:s\r\nSEQUENCE:1\r\n" lines)

static const struct {
	const char	*stored, *message, *sender, *want;
	bool		 at_alice;
} applied[] = {
	/* At Bob's. */
	{ NULL, MSG("REQUEST", MASTER(ALICE BOB ALARM)), "alice@x", "-/NE/0900", false },
	{ NULL, MSG("REQUEST", MASTER(ALICE BOB)), "eve@x", "ignore", false },
	{ CAL(MASTER(ALICE BOB_YES ALARM)), MSG("REQUEST", MASTER(ALICE BOB "LOCATION:l\r\n")), NULL, "-/AC/0900/alarm", false },
	{ CAL(MASTER(ALICE BOB_YES BOB_YES)), MSG("REQUEST", MASTER(ALICE BOB BOB "LOCATION:l\r\n")), NULL, "-/AC/0900", false },
	{ CAL(MASTER(ALICE BOB_YES ALARM)), MSG("REQUEST", MOVED(ALICE BOB)), NULL, "-/NE/1100/alarm", false },
	{ CAL(MOVED(ALICE BOB_YES)), MSG("REQUEST", MASTER(ALICE BOB)), NULL, "ignore", false },
	{ CAL(MASTER(ALICE BOB "DTSTAMP:20260102T000000Z\r\n")), MSG("REQUEST", MASTER(ALICE BOB "DTSTAMP:20260101T000000Z\r\n")), NULL, "ignore", false },
	{ CAL(MASTER(ALICE BOB_YES)), MSG("REQUEST", AT("07", ALICE BOB)), NULL, "-/AC/0900 0107/AC/0900", false },
	{ CAL(MASTER(ALICE BOB_YES) AT("07", ALICE BOB_NO)), MSG("REQUEST", MOVED(ALICE BOB)), NULL, "-/NE/1100", false },
	{ CAL(MASTER(ALICE BOB_YES) AT("07", ALICE BOB_NO)), MSG("REQUEST", MASTER(ALICE BOB "LOCATION:l\r\n")), NULL, "-/AC/0900 0107/DE/0900", false },
	/* What the organizer takes back of one occurrence is back; own alarms stay; one that he leaves out goes. */
	{ CAL(MASTER(ALICE BOB_YES) EVENT("RECURRENCE-ID:20260107T090000Z\r\nDTSTART:20260107T110000Z\r\nDURATION:PT1H\r\nSUMMARY:s\r\n" ALICE BOB_YES)), MSG("REQUEST", MASTER(ALICE BOB_YES)), NULL, "-/AC/0900", false },
	{ CAL(MASTER(ALICE BOB_YES) AT("07", ALICE BOB_YES ALARM)), MSG("REQUEST", MASTER(ALICE BOB_YES "LOCATION:l\r\n")), NULL, "-/AC/0900 0107/AC/0900/alarm", false },
	{ CAL(MASTER(ALICE BOB_YES) AT("07", ALICE BOB_YES ALARM)), MSG("REQUEST", MASTER("EXDATE:20260107T090000Z\r\n" ALICE BOB_YES)), NULL, "-/AC/0900/x0107", false },
	/* A shorter series keeps his answer; one that is back asks anew, unless it was he who left it out. */
	{ CAL(MASTER(ALICE BOB_YES)), MSG("REQUEST", EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSEQUENCE:1\r\n" ALICE BOB)), NULL, "-/AC/0900", false },
	{ CAL(MASTER("EXDATE:20260107T090000Z\r\n" ALICE BOB_YES)), MSG("REQUEST", MASTER("SEQUENCE:1\r\n" ALICE BOB)), NULL, "-/NE/0900", false },
	{ CAL(MASTER("EXDATE:20260107T090000Z\r\n" ALICE BOB_YES)), MSG("REQUEST", MASTER("SEQUENCE:1\r\n" ALICE BOB_YES)), NULL, "-/AC/0900", false },
	{ CAL(MASTER(ALICE BOB)), MSG("REQUEST", "BEGIN:VEVENT\r\nUID:u\r\nORGANIZER:mailto:eve@x\r\nDTSTART:20260105T090000Z\r\n" BOB "END:VEVENT\r\n"), "eve@x", "ignore", false },
	{ CAL(MASTER(ALICE BOB)), MSG("CANCEL", MASTER(ALICE BOB "SEQUENCE:1\r\n")), "alice@x", "delete", false },
	{ CAL(MASTER(ALICE BOB)), MSG("CANCEL", MASTER(ALICE BOB)), "eve@x", "ignore", false },
	{ CAL(MASTER(ALICE BOB_YES)), MSG("CANCEL", AT("07", ALICE BOB)), NULL, "-/AC/0900/x0107", false },
	{ CAL(MASTER(ALICE BOB_YES) AT("07", ALICE BOB)), MSG("CANCEL", AT("07", ALICE BOB)), NULL, "-/AC/0900/x0107", false },
	{ CAL(AT("07", ALICE BOB)), MSG("CANCEL", AT("07", ALICE BOB)), NULL, "delete", false },
	{ CAL(MASTER(ALICE BOB)), MSG("CANCEL", AT("30", ALICE BOB)), NULL, "ignore", false },
	{ CAL(MOVED(ALICE BOB)), MSG("CANCEL", MASTER(ALICE BOB)), NULL, "ignore", false },
	{ NULL, MSG("CANCEL", MASTER(ALICE BOB)), NULL, "ignore", false },
	{ CAL(MASTER(ALICE BOB)), MSG("COUNTER", MASTER(ALICE BOB)), NULL, "ignore", false },
	{ CAL(MASTER(ALICE BOB_YES)), MSG("ADD", EVENT("SEQUENCE:1\r\nDTSTART:20260120T150000Z\r\nDURATION:PT2H\r\n" ALICE BOB ALARM)), "alice@x", "-/AC/0900/r0120 0120/NE/1500", false },
	{ CAL(MASTER(ALICE BOB_YES)), MSG("ADD", EVENT("SEQUENCE:1\r\nDTSTART:20260107T090000Z\r\nDURATION:PT2H\r\n" ALICE BOB)), "alice@x", "-/AC/0900 0107/NE/0900", false },
	{ CAL(MASTER(ALICE BOB)), MSG("ADD", EVENT("SEQUENCE:1\r\nDTSTART;VALUE=DATE:20260120\r\n" ALICE BOB)), "alice@x", "ignore", false },
	{ CAL(MASTER(ALICE BOB)), MSG("ADD", EVENT("SEQUENCE:1\r\nDTSTART:20260120T150000Z\r\n" ALICE BOB)), "eve@x", "ignore", false },
	{ CAL(MOVED(ALICE BOB)), MSG("ADD", EVENT("DTSTART:20260120T150000Z\r\n" ALICE BOB)), "alice@x", "ignore", false },
	{ NULL, MSG("ADD", EVENT("SEQUENCE:1\r\nDTSTART:20260120T150000Z\r\n" ALICE BOB)), "alice@x", "ignore", false },
	/* At Alice's. */
	{ CAL(MASTER(ALICE BOB)), MSG("REPLY", MASTER(BOB_YES)), "bob@x", "-/AC/0900", true },
	{ CAL(MASTER(ALICE BOB BOB)), MSG("REPLY", MASTER(BOB_YES)), "bob@x", "-/AC/0900", true },
	{ CAL(MASTER(ALICE BOB)), MSG("REPLY", MASTER(BOB_YES)), "eve@x", "ignore", true },
	{ CAL(MASTER(ALICE BOB)), MSG("REPLY", AT("07", BOB_NO)), "bob@x", "-/NE/0900 0107/DE/0900", true },
	{ CAL(MASTER(ALICE BOB)), MSG("REPLY", AT("30", BOB_NO)), "bob@x", "ignore", true },
	{ CAL(MASTER(ALICE BOB)), MSG("REPLY", MASTER(CAROL)), "carol@x", "ignore unknown", true },
	{ CAL(MOVED(ALICE BOB)), MSG("REPLY", MASTER(BOB_YES "SEQUENCE:0\r\n")), "bob@x", "ignore", true },
	/* Outlook leaves ORGANIZER and SEQUENCE out. */
	{ CAL(MOVED(ALICE BOB)), MSG("REPLY", "BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T110000Z\r\n" BOB_YES "END:VEVENT\r\n"), "bob@x", "-/AC/1100", true },
	{ CAL(MASTER(ALICE "ATTENDEE;PARTSTAT=DECLINED;X-DTSTAMP=20260103T000000Z:mailto:bob@x\r\n")), MSG("REPLY", MASTER(BOB_YES "DTSTAMP:20260102T000000Z\r\n")), "bob@x", "ignore", true },
	{ CAL(MASTER(ALICE BOB)), MSG("REPLY", MASTER(BOB_YES)), NULL, "ignore", false },	/* at Bob's it has no business */
};

static void
test_apply(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(applied); i++) {
		struct itip_outcome o;

		assert_int_equal(OK, itip_apply(&unit_cx, read_cal(applied[i].stored), read_cal(applied[i].message),
		    applied[i].at_alice ? &alice : &bob, applied[i].sender, &o));
		assert_row(i, applied[i].want, outcome(&o));
		assert_true(o.result != ITIP_IGNORED || o.why != NULL);
	}
}

/* What is delivered in order is newer than what is there, even within one second or when the clock was put back. */
static void
test_order(void **state)
{
#define AT_NOON		"DTSTAMP:20260101T120000Z\r\n"
#define SAID(stamp)	"ATTENDEE;PARTSTAT=DECLINED;X-DTSTAMP=" stamp ":mailto:bob@x\r\n"
	static const struct {
		const char	*stored, *message, *want;
	} cases[] = {
		{ CAL(MASTER("DTSTAMP:20260101T115959Z\r\n" ALICE BOB)), MSG("REQUEST", MASTER(AT_NOON ALICE BOB)), "20260101T120000Z" },
		{ CAL(MASTER(AT_NOON ALICE BOB)), MSG("REQUEST", MASTER(AT_NOON ALICE BOB)), "20260101T120001Z" },
		{ CAL(MASTER("DTSTAMP:20261231T235959Z\r\n" ALICE BOB)), MSG("REQUEST", MASTER(AT_NOON ALICE BOB)), "20270101T000000Z" },
		{ CAL(MASTER("DTSTAMP:99991231T235959Z\r\n" ALICE BOB)), MSG("REQUEST", MASTER(AT_NOON ALICE BOB)), "20260101T120000Z" },
		{ CAL(MASTER(ALICE BOB)), MSG("REQUEST", MASTER(AT_NOON ALICE BOB)), "20260101T120000Z" },
		{ CAL(MASTER(ALICE SAID("20260101T120007Z"))), MSG("REPLY", MASTER(AT_NOON BOB_YES)), "20260101T120008Z" },
		{ CAL(MASTER(ALICE SAID("20260101T115959Z"))), MSG("REPLY", MASTER(AT_NOON BOB_YES)), "20260101T120000Z" },
		{ CAL(MASTER(ALICE SAID("20260101T120007Z"))), MSG("REPLY", "BEGIN:VEVENT\r\nUID:u\r\nRECURRENCE-ID:20260107T090000Z\r\n"
		    "DTSTART:20260107T090000Z\r\n" AT_NOON BOB_YES "END:VEVENT\r\n"), "20260101T120008Z" },
		{ CAL(MASTER(ALICE SAID("yesterday"))), MSG("REPLY", MASTER(AT_NOON BOB_YES)), "20260101T120000Z" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ical *message = read_cal(cases[i].message), *after = itip_after(&unit_cx, read_cal(cases[i].stored), message);

		assert_row(i, cases[i].want, ical_value(after->comps[0], "DTSTAMP"));
		assert_string_equal("20260101T120000Z", ical_value(message->comps[0], "DTSTAMP"));
	}
}

/* What goes by mail is dated one second after the other, whatever the clock says. */
static void
test_stamps(void **state)
{
#define BY_ALICE(at)	CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T090000Z\r\nORGANIZER;X-DTSTAMP=" at ":mailto:alice@x\r\n" BOB "END:VEVENT\r\n")
	static const struct {
		const char	*object;
		bool		 as_alice;
		int64_t		 want;
	} cases[] = {
		{ CAL(MASTER(ALICE BOB)), true, NOW },
		{ BY_ALICE("%s"), true, NOW + 1 },
		{ BY_ALICE("%s"), false, NOW },
		{ CAL(MASTER(ALICE "ATTENDEE;X-DTSTAMP=%s:mailto:bob@x\r\n")), false, NOW + 1 },
		{ CAL(MASTER(ALICE "ATTENDEE;X-DTSTAMP=%s:mailto:bob@x\r\n")), true, NOW },
		{ BY_ALICE("20000101T000000Z"), true, NOW },
		{ BY_ALICE("99991231T235959Z"), true, NOW },
		{ BY_ALICE("now"), true, NOW },
	};

	(void)state;
	assert_int_equal(NOW, itip_next_stamp(&unit_cx, NULL, &alice, NOW));
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *at = ical_utc_write(unit_cx.arena, NOW), *hole = strstr(cases[i].object, "%s");
		const char *text = hole == NULL ? cases[i].object : arena_printf(unit_cx.arena, "%.*s%s%s",
		    (int)(hole - cases[i].object), cases[i].object, at, hole + 2);
		const struct itip_user *who = cases[i].as_alice ? &alice : &bob;
		struct ical *object = read_cal(text);

		assert_int_equal(cases[i].want, itip_next_stamp(&unit_cx, object, who, NOW));
		itip_note_stamp(&unit_cx, object, who, NOW + 7);
		assert_int_equal(NOW + 8, itip_next_stamp(&unit_cx, object, who, NOW));
	}
}

/* Bob sends somebody in his place. */
static void
test_delegation(void **state)
{
	struct itip_outcome o;
	const struct content_line *p;

	(void)state;
	assert_int_equal(OK, itip_apply(&unit_cx, read_cal(CAL(MASTER(ALICE BOB))), read_cal(MSG("REPLY",
	    MASTER("ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dave@x\":mailto:bob@x\r\n"))), &alice, "bob@x", &o));
	assert_int_equal(ITIP_STORE, o.result);
	p = ical_prop_next(ical_prop_next(ical_prop(o.object->master, "ATTENDEE"), "ATTENDEE"), "ATTENDEE");
	assert_non_null(p);
	assert_string_equal("dave@x", ical_address(unit_cx.arena, p));
	assert_string_equal("mailto:bob@x", content_param_text(p, "DELEGATED-FROM"));
}

static void
test_answer(void **state)
{
	struct ical *out, *stored = read_cal(CAL(MASTER(ALICE BOB)));
	struct itip_message *m;
	struct ical_time id, later;
	const struct itip_word yes = { .partstat = "ACCEPTED", .comment = "fine, thanks" };
	const struct itip_word no = { .partstat = "DECLINED", .id = &id };
	const struct itip_word but[] = { { "ACCEPTED", NULL, NULL }, { "DECLINED", &id, "not then" },
		{ "DECLINED", &later, "nor then" } };

	(void)state;
	assert_int_equal(OK, itip_answer(&unit_cx, stored, &bob, &yes, 1, NOW, &out, &m));
	assert_string_equal("REPLY>alice@x -/AC", messages(m));
	assert_string_equal("fine\\, thanks", ical_value(m->body->comps[0], "COMMENT"));
	assert_true(ical_time_read("20260107T090000Z", 16, &id));
	assert_int_equal(OK, itip_answer(&unit_cx, out, &bob, &no, 1, NOW, &out, &m));
	assert_string_equal("REPLY>alice@x 0107/DE", messages(m));
	assert_int_equal(2, out->count);
	assert_int_equal(OK, itip_answer(&unit_cx, out, &bob, &no, 1, NOW, &out, &m));
	assert_null(m);
	id.wall += 60;
	assert_int_equal(ERR_NOT_FOUND, itip_answer(&unit_cx, out, &bob, &no, 1, NOW, &out, &m));

	/* Yes, but: one message. */
	assert_true(ical_time_read("20260107T090000Z", 16, &id));
	assert_true(ical_time_read("20260109T090000Z", 16, &later));
	assert_int_equal(OK, itip_answer(&unit_cx, stored, &bob, but, COUNT(but), NOW, &out, &m));
	assert_string_equal("REPLY>alice@x -/AC 0107/DE 0109/DE", messages(m));
	assert_null(ical_value(m->body->comps[0], "COMMENT"));
	assert_string_equal("not then", ical_value(m->body->comps[1], "COMMENT"));
	assert_string_equal("nor then", ical_value(m->body->comps[2], "COMMENT"));
}

static const char *
people_in(const struct ical *ical)
{
	struct buf out = BUF_ON(unit_cx.arena);

	for (const struct content_line *a = ical_prop(ical->master, "ATTENDEE"); a != NULL;
	    a = ical_prop_next(a, "ATTENDEE")) {
		const char *who = ical_address(unit_cx.arena, a);

		buf_printf(&out, out.len > 0 ? " %.*s" : "%.*s", (int)strcspn(who, "@"), who);
	}
	return buf_str(&out);
}

static void
test_lists(void **state)
{
#define TEAM		"ATTENDEE;ROLE=OPT-PARTICIPANT:mailto:team@x\r\n"
#define OF_TEAM(who)	"ATTENDEE;PARTSTAT=ACCEPTED;MEMBER=\"mailto:team@x\":mailto:" who "@x\r\n"
	static const struct itip_member members[] = { { "bob@x", "Bob" }, { "carol@x", "" }, { "dave@x", "" } };
	static const struct itip_list team = { "team@x", members, COUNT(members) };
	static const struct {
		const char	*old, *new, *want;
	} cases[] = {
		{ NULL, CAL(MASTER(ALICE TEAM)), "alice team bob carol dave" },
		/* Who is there by himself stays so. */
		{ NULL, CAL(MASTER(ALICE BOB TEAM)), "alice bob team carol dave" },
		/* The client has not read the names. */
		{ CAL(MASTER(ALICE TEAM OF_TEAM("bob") OF_TEAM("carol"))), CAL(MASTER(ALICE TEAM)), "alice team bob carol dave" },
		/* One was taken out, one is new in the list. */
		{ CAL(MASTER(ALICE TEAM OF_TEAM("bob") OF_TEAM("carol"))), CAL(MASTER(ALICE TEAM OF_TEAM("bob"))), "alice team bob dave" },
		/* With the list go those who came with it. */
		{ CAL(MASTER(ALICE CAROL TEAM OF_TEAM("bob"))), CAL(MASTER(ALICE CAROL OF_TEAM("bob"))), "alice carol" },
		/* Of a list that was never here nothing is known. */
		{ CAL(MASTER(ALICE OF_TEAM("bob"))), CAL(MASTER(ALICE OF_TEAM("bob"))), "alice bob" },
		{ NULL, CAL(MASTER(ALICE "ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:team@x\r\n")), "alice team" },
	};
	const struct content_line *a;
	struct ical *new;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		new = read_cal(cases[i].new);
		assert_int_equal(OK, itip_expand(&unit_cx, read_cal(cases[i].old), new, &team, 1));
		assert_string_equal(cases[i].want, people_in(new));
	}
	new = read_cal(cases[0].new);
	assert_int_equal(OK, itip_expand(&unit_cx, NULL, new, &team, 1));
	a = ical_prop_next(ical_prop(new->master, "ATTENDEE"), "ATTENDEE");
	assert_string_equal("GROUP", content_param_text(a, "CUTYPE"));
	a = ical_prop_next(a, "ATTENDEE");
	assert_string_equal("mailto:team@x", content_param_text(a, "MEMBER"));
	assert_string_equal("OPT-PARTICIPANT", content_param_text(a, "ROLE"));
	assert_string_equal("Bob", content_param_text(a, "CN"));
}

static void
test_roles(void **state)
{
	struct ical *ical = read_cal(CAL(MASTER(ALICE BOB))), *other;

	(void)state;
	assert_int_equal(ITIP_ROLE_ORGANIZER, itip_role(&unit_cx, ical, &alice));
	assert_int_equal(ITIP_ROLE_ATTENDEE, itip_role(&unit_cx, ical, &bob));
	assert_int_equal(ITIP_ROLE_NONE, itip_role(&unit_cx, read_cal(CAL(MASTER(ALICE))), &bob));
	other = read_cal(CAL(MASTER(ALICE BOB_YES)));
	itip_set_status(&unit_cx, other, "bob@x", "2.0");
	assert_false(itip_schedule_tag_changed(&unit_cx, ical, other));
	assert_true(itip_schedule_tag_changed(&unit_cx, ical, read_cal(CAL(MOVED(ALICE BOB)))));
}

/* Who answers for one occurrence makes a component of it, and changes nothing else (RFC 6638, 3.2.10). */
static void
test_single_answer(void **state)
{
	static const char *const members[] = { MASTER(ALICE BOB CAROL), MASTER(BOB CAROL) };
	static const char *const later[] = { MASTER("LOCATION:l\r\n" ALICE BOB CAROL), MASTER("LOCATION:l\r\n" BOB CAROL) };
	struct ical_time id;
	struct itip_outcome o;
	struct itip_message *m;

	(void)state;
	assert_true(ical_time_read("20260107T090000Z", 16, &id));
	for (int i = 0; i < 2; i++) {
		struct ical *before = read_cal(arena_printf(unit_cx.arena, CAL("%s"), members[i]));
		struct ical *stale = read_cal(arena_printf(unit_cx.arena, CAL("%s"), later[i]));
		struct ical_comp *one;

		assert_int_equal(OK, itip_apply(&unit_cx, before, read_cal(MSG("REPLY", AT("07", BOB_NO))), &alice, "bob@x", &o));
		assert_int_equal(2, o.object->count);
		assert_false(itip_schedule_tag_changed(&unit_cx, before, o.object));
		assert_int_equal(OK, itip_organizer_changed(&unit_cx, before, ical_copy(&unit_cx, o.object), &alice, NOW, &m));
		assert_string_equal("", messages(m));
		/* Alice saves what she had not heard of it: her new words, his answer. */
		assert_true(itip_spread(&unit_cx, o.object, stale, &alice, true));
		assert_non_null(one = ical_override(&unit_cx, stale, id));
		assert_string_equal("l", ical_value(one, "LOCATION"));
		assert_non_null(strstr(ical_write(&unit_cx, one, NULL), "PARTSTAT=DECLINED:mailto:bob@x"));
		assert_true(itip_schedule_tag_changed(&unit_cx, before, stale));
		/* What an occurrence says of its own she may take back. */
		ical_set(unit_cx.arena, ical_override(&unit_cx, o.object, id), "SUMMARY", "other");
		assert_true(itip_schedule_tag_changed(&unit_cx, before, o.object));
		assert_false(itip_spread(&unit_cx, o.object, read_cal(arena_printf(unit_cx.arena, CAL("%s"), later[i])), &alice, true));
	}
}

/* 3,000 people share what is made for all of them; a meeting that grows with its square is refused. */
static void
test_large(void **state)
{
	struct buf text = BUF_ON(*state), people = BUF_ON(*state);
	struct itip_message *m;
	size_t n = 0;

	for (int i = 0; i < 3000; i++)
		buf_printf(&people, "ATTENDEE:mailto:a%d@x\r\n", i);
	buf_printf(&text, CAL(MASTER("%s")), people.data);
	assert_int_equal(OK, itip_organizer_changed(&unit_cx, NULL, read_cal(text.data), &alice, NOW, &m));
	for (const struct ical *body = m->body; m != NULL; m = m->next, n++)
		assert_ptr_equal(body, m->body);
	assert_int_equal(3000, n);

	text.len = 0;
	buf_printf(&text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" MASTER("%s"), people.data);
	for (int i = 0; i < 1000; i++)
		buf_printf(&text, EVENT("RECURRENCE-ID:%s\r\nDTSTART:20260105T090000Z\r\n" BOB),
		    ical_utc_write(*state, NOW + i * ICAL_DAY));
	buf_puts(&text, "END:VCALENDAR\r\n");
	assert_int_equal(ERR_LIMIT, itip_organizer_changed(&unit_cx, NULL, read_cal(text.data), &alice, NOW, &m));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_organizer), unit_case(test_sequence_of_nothing_new), unit_case(test_refused), unit_case(test_attendee), unit_case(test_apply),
		unit_case(test_order), unit_case(test_stamps), unit_case(test_delegation), unit_case(test_answer), unit_case(test_roles), unit_case(test_lists),
		unit_case(test_single_answer), unit_case(test_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
