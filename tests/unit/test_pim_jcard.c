/* Contacts as JSON and back (RFC 7095). */
#include "core/json.h"
#include "pim/jcard.h"
#include "tests/unit/pim_sample.h"

/* A line of 4.0 and its JSON; they become each other, BACK when it is another line. */
static const struct {
	const char	*line, *json, *back;
} props[] = {
	{ "FN:A\\, B\\nC\\\\", "[\"fn\",{},\"text\",\"A, B\\nC\\\\\"]", NULL },
	{ "N:Perreault;Simon;;;ing. jr,M.Sc.",
	    "[\"n\",{},\"text\",[\"Perreault\",\"Simon\",\"\",\"\",[\"ing. jr\",\"M.Sc.\"]]]", NULL },
	{ "GENDER:M", "[\"gender\",{},\"text\",\"M\"]", NULL },
	{ "GENDER:M;Fellow", "[\"gender\",{},\"text\",[\"M\",\"Fellow\"]]", NULL },
	{ "ORG:A\\;B;C", "[\"org\",{},\"text\",[\"A;B\",\"C\"]]", NULL },
	{ "CATEGORIES:a,b\\,c", "[\"categories\",{},\"text\",\"a\",\"b,c\"]", NULL },
	{ "BDAY:--0203", "[\"bday\",{},\"date-and-or-time\",\"--02-03\"]", NULL },
	{ "ANNIVERSARY:20090808T143000-0500",
	    "[\"anniversary\",{},\"date-and-or-time\",\"2009-08-08T14:30:00-05:00\"]", NULL },
	{ "BDAY;VALUE=date:19850412", "[\"bday\",{},\"date\",\"1985-04-12\"]", NULL },
	{ "BDAY;VALUE=text:circa 1800", "[\"bday\",{},\"text\",\"circa 1800\"]", NULL },
	{ "REV:19951031T222710Z", "[\"rev\",{},\"timestamp\",\"1995-10-31T22:27:10Z\"]", NULL },
	{ "X-T;VALUE=time:102200", "[\"x-t\",{},\"time\",\"10:22:00\"]", NULL },
	{ "LANG;PREF=1:fr", "[\"lang\",{\"pref\":\"1\"},\"language-tag\",\"fr\"]", NULL },
	{ "TEL;VALUE=uri;TYPE=\"work,voice\";PREF=1:tel:+1;ext=2",
	    "[\"tel\",{\"type\":[\"work\",\"voice\"],\"pref\":\"1\"},\"uri\",\"tel:+1;ext=2\"]",
	    "TEL;TYPE=work,voice;PREF=1;VALUE=uri:tel:+1;ext=2" },
	{ "TEL;TYPE=home;TYPE=cell:1", "[\"tel\",{\"type\":[\"home\",\"cell\"]},\"text\",\"1\"]",
	    "TEL;TYPE=home,cell:1" },
	{ "TZ;VALUE=utc-offset:-0500", "[\"tz\",{},\"utc-offset\",\"-05:00\"]", NULL },
	{ "URL:http://a/b,c;d", "[\"url\",{},\"uri\",\"http://a/b,c;d\"]", NULL },
	{ "item1.EMAIL:a@b", "[\"email\",{\"group\":\"item1\"},\"text\",\"a@b\"]", NULL },
	{ "X-ODD;Q=1:a\\,b\\;c,d", "[\"x-odd\",{\"q\":\"1\"},\"unknown\",\"a\\\\,b\\\\;c,d\"]", NULL },
	{ "X-B;VALUE=boolean:TRUE", "[\"x-b\",{},\"boolean\",true]", NULL },
	{ "X-I;VALUE=integer:1,-2", "[\"x-i\",{},\"integer\",1,-2]", NULL },
	{ "X-F;VALUE=float:1.5", "[\"x-f\",{},\"float\",1.5]", NULL },
	{ "X-S;VALUE=text:a\\,b", "[\"x-s\",{},\"text\",\"a,b\"]", NULL },
	{ "ADR;LABEL=\"a^nb, ^'c^'\":;;1;;;;", "[\"adr\",{\"label\":\"a\\nb, \\\"c\\\"\"},\"text\","
	    "[\"\",\"\",\"1\",\"\",\"\",\"\",\"\"]]", NULL },
	{ "PHOTO:data:image/png;base64,aGVsbG8=", "[\"photo\",{},\"uri\",\"data:image/png;base64,aGVsbG8=\"]", NULL },
	{ "NOTE:", "[\"note\",{},\"text\",\"\"]", NULL },
};

static void
test_props(void **state)
{
	for (size_t i = 0; i < COUNT(props); i++) {
		struct vcard card = card_of(&unit_cx, VCARD_4,
		    arena_printf(*state, "UID:urn:uuid:1\nFN:X\n%s", props[i].line)), back;
		const char *want = arena_printf(*state, "[\"vcard\",[[\"version\",{},\"text\",\"4.0\"],"
		    "[\"uid\",{},\"uri\",\"urn:uuid:1\"],[\"fn\",{},\"text\",\"X\"],%s]]", props[i].json);
		size_t len;
		const char *json = jcard_text(&unit_cx, &card, &len);

		assert_row(i, want, json);
		assert_int_equal(OK, jcard_parse(&unit_cx, json, len, &back));
		assert_row(i, arena_printf(*state, "UID:urn:uuid:1\nFN:X\n%s\n",
		    props[i].back != NULL ? props[i].back : props[i].line), lines_of(&unit_cx, &back));
	}
}

#define JCARD(props)	"[\"vcard\",[[\"uid\",{},\"text\",\"1\"],[\"fn\",{},\"text\",\"A\"]" props "]]"

static const struct {
	const char	*json, *words;		/* NULL: it is taken */
} texts[] = {
	{ JCARD(""), NULL },
	{ JCARD(",[\"version\",{},\"text\",\"4.0\"]"), NULL },
	{ JCARD(",[\"note\",{\"pref\":1},\"text\",\"x\"]"), NULL },
	{ JCARD(",[\"note\",{},\"TEXT\",\"a\\r\\nEVIL:1\"]"), NULL },
	{ JCARD(",[\"url\",{},\"uri\",\"a\\r\\nEVIL:1\"]"), NULL },
	{ JCARD(",[\"note\",{\"x\":\"a\\r\\nEVIL:1\"},\"text\",\"\"]"), NULL },
	{ "{}", "it is not [\"vcard\", [properties]]" },
	{ "[\"vcalendar\",[]]", "it is not [\"vcard\", [properties]]" },
	{ "[\"vcard\",[],[]]", "it is not [\"vcard\", [properties]]" },
	{ "[\"vcard\",[]]", "UID is missing" },
	{ "[\"vcard\",[[\"uid\",{},\"text\",\"1\"]]]", "FN is missing" },
	{ JCARD(",[\"version\",{},\"text\",\"3.0\"]"), "property 3 of the jCard: the version of a jCard is 4.0" },
	{ JCARD(",[\"note\",{},\"text\"]"), "property 3 of the jCard: it is not [name, {parameters}, type, value]" },
	{ JCARD(",[\"note\",[],\"text\",\"\"]"), "property 3 of the jCard: it is not [name, {parameters}, type, value]" },
	{ JCARD(",[\"no:te\",{},\"text\",\"\"]"), "property 3 of the jCard: it is not [name, {parameters}, type, value]" },
	{ JCARD(",[\"end\",{},\"text\",\"VCARD\"]"), "property 3 of the jCard: it is not [name, {parameters}, type, value]" },
	{ JCARD(",[\"note\",{},\"te;xt\",\"\"]"), "property 3 of the jCard: it is not [name, {parameters}, type, value]" },
	{ JCARD(",[\"note\",{\"a=b\":\"1\"},\"text\",\"\"]"), "property 3 of the jCard: a parameter makes no sense" },
	{ JCARD(",[\"note\",{\"group\":\"a:b\"},\"text\",\"\"]"), "property 3 of the jCard: a parameter makes no sense" },
	{ JCARD(",[\"note\",{\"a\":{}},\"text\",\"\"]"), "property 3 of the jCard: a parameter makes no sense" },
	{ JCARD(",[\"note\",{},\"text\",null]"), "property 3 of the jCard: a value is neither text nor number nor truth" },
	{ JCARD(",[\"n\",{},\"text\",[[[\"a\"]]]]"), "property 3 of the jCard: a value is neither text nor number nor truth" },
};

static void
test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct vcard card;
		enum status st;

		ctx_forgive(&unit_cx);
		unit_cx.condition = NULL;
		st = jcard_parse(&unit_cx, texts[i].json, strlen(texts[i].json), &card);
		assert_row(i, texts[i].words, unit_cx.fault_text);
		if (st == OK) {
			assert_null(vcard_find(&card, "EVIL"));
		} else {
			assert_int_equal(ERR_INVALID, st);
			assert_string_equal("CARD:valid-address-data", unit_cx.condition);
		}
	}
}

/* All programs' cards go through, and the second time changes nothing. */
static void
test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sample_names); i++) {
		struct vcard card = sample(&unit_cx, sample_names[i]), back;
		size_t len;
		const char *json = jcard_text(&unit_cx, &card, &len);

		if (jcard_parse(&unit_cx, json, len, &back) != OK)
			fail_msg("%s: %s", sample_names[i], unit_cx.fault_text);
		assert_row(i, card.uid, back.uid);
		assert_row(i, card.fn, back.fn);
		assert_row(i, json, jcard_text(&unit_cx, &back, NULL));
	}
}

static void
test_hostile(void **state)
{
	static const struct {
		const char	*head, *piece, *tail;
		size_t		 count;
		enum status	 want;
	} cases[] = {
		{ "", "[", "", 100000, ERR_INVALID },
		{ "[\"vcard\",", "[],", "[]]", 600000, ERR_TOO_LARGE },
		{ "[\"vcard\",[[\"note\",{},\"text\",\"", "0123456789", "\"]]]", 1100000, ERR_TOO_LARGE },
		{ "[\"vcard\",[[\"note\",{\"a\":[\"\"", ",\"\"", "]},\"text\",\"\"]]]", 100000, ERR_INVALID },
		{ JCARD(""), " ", "", 22000000, ERR_TOO_LARGE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx cx;
		struct buf text;
		struct vcard card;

		ctx_open(&cx, NULL);
		text = BUF_ON(cx.arena);
		buf_puts(&text, cases[i].head);
		for (size_t n = 0; n < cases[i].count; n++)
			buf_puts(&text, cases[i].piece);
		buf_puts(&text, cases[i].tail);
		assert_int_equal(cases[i].want, jcard_parse(&cx, text.data, text.len, &card));
		ctx_close(&cx);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_props),
		unit_case(test_texts),
		unit_case(test_samples),
		unit_case(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
