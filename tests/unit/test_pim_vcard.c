/* Contacts: what is taken, what is refused, and what they say. */
#include "pim/vcard_index.h"
#include "tests/unit/pim_sample.h"

#define CARD(version, lines)	"BEGIN:VCARD\r\nVERSION:" version "\r\n" lines "END:VCARD\r\n"
#define SUPPORTED		"CARD:supported-address-data"
#define VALID			"CARD:valid-address-data"

static const struct {
	const char	*text, *condition, *words;	/* NULL: it is taken */
} put_cards[] = {
	{ CARD("3.0", "UID:1\r\nFN:A\r\nN:A;;;;\r\n"), NULL, NULL },
	{ CARD("4.0", "UID:1\r\nFN:A\r\n"), NULL, NULL },
	{ CARD("3.0", "UID:1\r\nFN:\r\n"), NULL, NULL },
	{ "BEGIN:VCARD\nUID:1\nVERSION:3.0\nFN:A\nEND:VCARD", NULL, NULL },
	{ "begin:vcard\nversion: 4.0 \nuid:1\nfn:A\nend:vcard\n\n", NULL, NULL },
	{ "\xef\xbb\xbf\r\n" CARD("3.0", "UID:1\r\nFN:A\r\n"), NULL, NULL },
	{ CARD("3.0", "x.UID:1\r\ny.FN:A\r\n"), NULL, NULL },
	{ CARD("2.1", "UID:1\r\nFN:A\r\n"), SUPPORTED, "a vCard of version 2.1; 3.0 and 4.0 can be stored" },
	{ CARD("5.0", "UID:1\r\nFN:A\r\n"), SUPPORTED, "a vCard of version 5.0; 3.0 and 4.0 can be stored" },
	{ "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", SUPPORTED, "BEGIN:VCALENDAR is no vCard" },
	{ "", VALID, "it does not begin with BEGIN:VCARD" },
	{ "hello", VALID, "line 1: there is no colon" },
	{ "FN:A\n", VALID, "it does not begin with BEGIN:VCARD" },
	{ CARD("3.0", "FN:A\r\n"), VALID, "UID is missing" },
	{ CARD("3.0", "UID:\r\nFN:A\r\n"), VALID, "UID is missing" },
	{ CARD("3.0", "UID: \r\nFN:A\r\n"), VALID, "UID is missing" },
	{ CARD("3.0", "UID:1\r\nUID:1\r\nFN:A\r\n"), VALID, "UID more than once" },
	{ CARD("4.0", "UID:1\r\nN:A;;;;\r\n"), VALID, "FN is missing" },
	{ "BEGIN:VCARD\nUID:1\nFN:A\nEND:VCARD\n", VALID, "VERSION is missing" },
	{ CARD("3.0", "VERSION:3.0\r\nUID:1\r\nFN:A\r\n"), VALID, "line 3: VERSION again" },
	{ "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:A\n", VALID, "END:VCARD is missing" },
	{ "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:A\nEND:VEVENT\n", VALID, "END:VCARD is missing" },
	{ CARD("3.0", "UID:1\r\nFN:A\r\nBEGIN:VCARD\r\nEND:VCARD\r\n"), VALID,
	    "line 5: BEGIN:VCARD within a vCard" },
	{ CARD("3.0", "UID:1\r\nFN:A\r\n") CARD("3.0", "UID:2\r\nFN:B\r\n"), VALID,
	    "line 6: more than one vCard" },
	{ CARD("3.0", "UID:1\r\nFN:A\r\n") "X:1\r\n", VALID, "line 6: something stands behind END:VCARD" },
	{ CARD("3.0", "UID:1\r\nFN:\xff\r\n"), VALID, "line 4: it is not UTF-8 text" },
};

static void
test_put(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(put_cards); i++) {
		struct vcard card;
		enum status st;

		ctx_forgive(&unit_cx);
		unit_cx.condition = NULL;
		st = vcard_parse(&unit_cx, put_cards[i].text, strlen(put_cards[i].text), &card);
		assert_row(i, put_cards[i].condition, unit_cx.condition);
		assert_row(i, put_cards[i].words, unit_cx.fault_text);
		assert_int_equal(put_cards[i].words == NULL ? OK : ERR_INVALID, st);
		if (st == OK) {
			assert_row(i, "1", card.uid);
			assert_false(card.is_repaired);
		}
	}
}

/* Cards of each program keep every octet but for the folding. */
static void
test_samples_come_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sample_names); i++) {
		struct buf text = sample_text(&unit_cx, sample_names[i]), flat = BUF_ON(unit_cx.arena);
		struct vcard card = sample(&unit_cx, sample_names[i]);
		const char *from = strstr(text.data, "VERSION:");

		/* The file without its folds, its BEGIN, VERSION and END. */
		for (from = strchr(from, '\n') + 1; strncmp(from, "END:VCARD", 9) != 0; from++)
			if (from[0] == '\n' && from[1] == ' ')
				from++;
			else
				buf_putc(&flat, *from);
		assert_row(i, buf_str(&flat), lines_of(&unit_cx, &card));
		assert_row(i, NULL, strcmp(sample_names[i], "evolution") == 0 ? NULL :
		    strcmp(sample_names[i], "old_phone") == 0 ? NULL : vcard_complaint(&unit_cx, &card));
	}
}

static const struct {
	const char	*name, *uid, *kind, *shown, *sort, *emails, *phones, *birthday;
	bool		 has_photo;
	const char	*finds;
} indexed[] = {
	{ "apple_ios", "AB12CD34-0000-1111-2222-333344445555", "individual",
	    "Dr. John Q. Appleseed, Jr.", "appleseed john", "john@example.com|j.seed@example.org",
	    "+15550100100|5550101|0301234", "--04-12", true, "line two, with comma" },
	{ "apple_group", "7A5F9E2B-0000-4444-8888-000000000001", "group", "Friends", "friends ", "", "",
	    "", false, "friends" },
	{ "apple_company", "c0", "individual", "Acme GmbH", "acme gmbh", "", "+49309999", "", false,
	    "+49309999" },
	{ "google", "google-1", "individual", "Zoë Müller", "muller zoe",
	    "zoe@example.com|zoe.m@example.net", "+491710000000", "1980-02-29", true, "strasse 5" },
	{ "davx5", "urn:uuid:0f3a2f44-35d4-4c3a-9f2e-111111111111", "individual", "Ana María",
	    "nunez ana maria", "ana@example.es", "+34600111222|+34910000000|+34911", "--07-04", true,
	    "familia,amigos" },
	{ "davx5_group", "b5b6a2f0-1111-4222-8333-444455556666", "group", "Familia", "familia", "", "", "",
	    false, "familia" },
	{ "thunderbird", "9f7b9c1e-aaaa-4bbb-8ccc-dddddddddddd", "individual", "Jane Doe", "doe jane",
	    "jane@example.com|jane2@example.com", "+442079460000", "1990-01-01", false,
	    "company department" },
	{ "outlook_sync", "outlook-00000000DEADBEEF", "individual", "Smith, Bob", "smith",
	    "bob@example.com", "+15550102|+15550103", "1975-06-15", false, "contoso sales" },
	{ "evolution", "pas-id-4D2E7A0000000001", "individual", "Eva Lution", "lution eva",
	    "eva@example.org", "1234", "", false, "lution eva" },
	{ "nextcloud", "36ac9c5a-f3c6-4d6c-a1c5-0f5f0f0f0f0f", "individual", "Nina Cloud", "cloud nina",
	    "nina@example.org", "+33123456789|0", "", false, "band a" },
	{ "old_phone", "nok-1", "individual", "Ia Nok", "nok ia", "ia@example.org", "123|456", "", true,
	    "ia nok" },
	{ "rfc6350", "urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1", "individual", "Simon Perreault",
	    "perreault simon", "simon.perreault@viagenie.ca", "+14186569254|+14182626501", "--02-03",
	    false, "2875 laurier quebec qc" },
};

static void
test_index(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(indexed); i++) {
		struct vcard card = sample(&unit_cx, indexed[i].name);
		struct vcard_index ix;

		vcard_index(&unit_cx, &card, &ix);
		assert_row(i, indexed[i].uid, ix.uid);
		assert_row(i, indexed[i].kind, ix.kind);
		assert_row(i, indexed[i].shown, ix.name);
		assert_row(i, indexed[i].sort, ix.sort);
		assert_row(i, indexed[i].emails, join(&unit_cx, &ix.emails));
		assert_row(i, indexed[i].phones, join(&unit_cx, &ix.phones));
		assert_row(i, indexed[i].birthday, ix.birthday);
		assert_int_equal(indexed[i].has_photo, ix.has_photo);
		if (strstr(ix.search, indexed[i].finds) == NULL)
			fail_msg("row %zu: \"%s\" is not in \"%s\"", i, indexed[i].finds, ix.search);
	}
}

static void
test_groups(void **state)
{
	struct vcard apple = sample(&unit_cx, "apple_group"), davx5 = sample(&unit_cx, "davx5_group");
	struct vcard one = sample(&unit_cx, "google");
	struct vcard_index ix;

	(void)state;
	assert_true(vcard_is_group(&apple));
	assert_true(vcard_is_group(&davx5));
	assert_false(vcard_is_group(&one));
	vcard_index(&unit_cx, &apple, &ix);
	assert_string_equal("AB12CD34-0000-1111-2222-333344445555|0f3a2f44-35d4-4c3a-9f2e-111111111111",
	    join(&unit_cx, &ix.members));
	vcard_index(&unit_cx, &davx5, &ix);
	assert_string_equal("0f3a2f44-35d4-4c3a-9f2e-111111111111|mailto:luis@example.es",
	    join(&unit_cx, &ix.members));
}

static void
test_values(void **state)
{
	struct vcard card = sample(&unit_cx, "apple_ios");
	const struct vcard_entry *e;
	struct vcard_address a;
	struct vcard_name n;
	struct content_list list;
	size_t count;

	(void)state;
	assert_true(vcard_get_name(&unit_cx, &card, &n));
	assert_string_equal("Appleseed", n.family);
	assert_string_equal("John", n.given);
	assert_string_equal("Q.", n.additional);
	assert_string_equal("Dr.", n.prefix);
	assert_string_equal("Jr.", n.suffix);
	assert_string_equal("Dr. John Q. Appleseed, Jr.", vcard_get(&unit_cx, &card, "fn"));
	assert_null(vcard_get(&unit_cx, &card, "ROLE"));

	e = vcard_get_all(&unit_cx, &card, "TEL", &count);
	assert_int_equal(3, count);
	assert_int_equal(1, e[0].pref);
	assert_true(vcard_has_type(e[0].line, "cell"));
	assert_false(vcard_has_type(e[0].line, "work"));
	assert_null(e[0].label);
	assert_string_equal("Summer house", e[2].label);
	e = vcard_get_all(&unit_cx, &card, "URL", &count);
	assert_string_equal("HomePage", e[0].label);
	assert_string_equal("http://www.example.com/a,b", e[0].value);
	assert_null(vcard_get_all(&unit_cx, &card, "LANG", &count));
	assert_int_equal(0, count);

	vcard_get_address(&unit_cx, vcard_find(&card, "ADR"), &a);
	assert_string_equal("1 Main St\nRear", a.street);
	assert_string_equal("USA", a.country);
	assert_string_equal("", a.po_box);
	list = vcard_get_parts(&unit_cx, vcard_find(&card, "ORG"));
	assert_string_equal("Orchard Inc.|Trees; and more", join(&unit_cx, &list));

	card = sample(&unit_cx, "davx5");
	list = vcard_get_list(&unit_cx, &card, "CATEGORIES");
	assert_string_equal("Familia|Amigos", join(&unit_cx, &list));
	vcard_get_address(&unit_cx, vcard_find(&card, "ADR"), &a);
	assert_string_equal("Calle Mayor 1\n28013 Madrid", a.label);

	card = sample(&unit_cx, "rfc6350");
	e = vcard_get_all(&unit_cx, &card, "TEL", &count);
	assert_string_equal("+1-418-656-9254;ext=102", e[0].value);
	assert_true(vcard_has_type(e[0].line, "voice") && vcard_has_type(e[0].line, "work"));
	assert_true(vcard_get_name(&unit_cx, &card, &n));
	assert_string_equal("ing. jr M.Sc.", n.suffix);
}

static void
test_preferred(void **state)
{
	static const struct {
		int		 version;
		const char	*lines, *want;
	} cases[] = {
		{ 3, "EMAIL:a\nEMAIL:b", "a" },
		{ 3, "EMAIL:a\nEMAIL;TYPE=work,PREF:b", "b" },
		{ 3, "TEL:x\nEMAIL:a\nEMAIL;PREF:b", "b" },
		{ 4, "EMAIL;PREF=2:a\nEMAIL;PREF=1:b\nEMAIL:c", "b" },
		{ 4, "EMAIL:a\nEMAIL;PREF=100:b", "b" },
		{ 4, "EMAIL;PREF=101:a\nEMAIL;PREF=x:b\nEMAIL;PREF=0:c\nEMAIL;PREF=:d", "a" },
		{ 4, "EMAIL:a\nEMAIL;TYPE=\"work,pref\":b", "b" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct vcard card = card_of(&unit_cx, (enum vcard_version)cases[i].version, cases[i].lines);

		assert_row(i, cases[i].want, vcard_get(&unit_cx, &card, "EMAIL"));
	}
}

/* What is read, and how it is written in the basic and the extended form; NULL: no date. */
static const struct {
	const char	*text, *basic, *extended;
} dates[] = {
	{ "19850412", "19850412", "1985-04-12" },
	{ "1985-04-12", "19850412", "1985-04-12" },
	{ "1985-04", "1985-04", "1985-04" },
	{ "1985", "1985", "1985" },
	{ "--0412", "--0412", "--04-12" },
	{ "--04-12", "--0412", "--04-12" },
	{ "--04", "--04", "--04" },
	{ "---12", "---12", "---12" },
	{ "--0229", "--0229", "--02-29" },
	{ "20000229", "20000229", "2000-02-29" },
	{ "19850412T102200", "19850412T102200", "1985-04-12T10:22:00" },
	{ "1985-04-12T10:22:00Z", "19850412T102200Z", "1985-04-12T10:22:00Z" },
	{ "1985-04-12T10:22:00.123+05:30", "19850412T102200+0530", "1985-04-12T10:22:00+05:30" },
	{ "20090808T1430-0500", "20090808T1430-0500", "2009-08-08T14:30-05:00" },
	{ "1985-04-12 10:22:00", "19850412T102200", "1985-04-12T10:22:00" },
	{ "T102200", "T102200", "T10:22:00" },
	{ "T1022", "T1022", "T10:22" },
	{ "T10", "T10", "T10" },
	{ "T-2200", "T-2200", "T-22:00" },
	{ "T--00", "T--00", "T--00" },
	{ "T102200-08", "T102200-0800", "T10:22:00-08:00" },
	{ "--0412T10", "--0412T10", "--04-12T10" },
	{ "1985-04-12Z", "19850412", "1985-04-12" },
	{ "", NULL, NULL }, { "x", NULL, NULL }, { "1985-13-01", NULL, NULL }, { "19850431", NULL, NULL },
	{ "19000229", NULL, NULL }, { "198504", NULL, NULL }, { "--0230", NULL, NULL },
	{ "---32", NULL, NULL }, { "T25", NULL, NULL }, { "T1061", NULL, NULL },
	{ "19850412T", NULL, NULL }, { "19850412x", NULL, NULL }, { "circa 1800", NULL, NULL },
	{ "1985-04-12T10:22:00+99:00", NULL, NULL }, { "00000000", NULL, NULL },
};

static void
test_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(dates); i++) {
		struct vcard_date d;
		bool is_date = vcard_date_parse(dates[i].text, &d);

		assert_row(i, dates[i].basic, is_date ? vcard_date_text(&unit_cx, &d, false) : NULL);
		assert_row(i, dates[i].extended, is_date ? vcard_date_text(&unit_cx, &d, true) : NULL);
	}
}

static void
test_birthdays(void **state)
{
	struct vcard card = sample(&unit_cx, "apple_ios");
	struct vcard_date d;

	(void)state;
	assert_int_equal(OK, vcard_get_date(&unit_cx, &card, "BDAY", &d));
	assert_int_equal(-1, d.year);
	assert_int_equal(4, d.month);
	assert_int_equal(12, d.day);
	card = card_of(&unit_cx, VCARD_4, "BDAY;VALUE=text:circa 1800");
	assert_int_equal(OK, vcard_get_date(&unit_cx, &card, "BDAY", &d));
	assert_string_equal("circa 1800", d.text);
	assert_int_equal(ERR_NOT_FOUND, vcard_get_date(&unit_cx, &card, "ANNIVERSARY", &d));
	card = card_of(&unit_cx, VCARD_4, "BDAY:soon");
	assert_int_equal(ERR_INVALID, vcard_get_date(&unit_cx, &card, "BDAY", &d));
}

static const struct {
	int		 version;
	const char	*line;
	size_t		 max;
	enum status	 want;
	const char	*type, *bytes, *uri;
} photos[] = {
	{ 3, "PHOTO;ENCODING=b;TYPE=JPEG:aGVsbG8=", 100, OK, "image/jpeg", "hello", NULL },
	{ 3, "PHOTO;TYPE=png;ENCODING=BASE64:aGVs bG8=", 100, OK, "image/png", "hello", NULL },
	{ 3, "PHOTO;BASE64;JPEG:aGVsbG8=", 100, OK, "", "hello", NULL },
	{ 3, "PHOTO;VALUE=uri;TYPE=GIF:http\\://a/b", 100, OK, "image/gif", NULL, "http://a/b" },
	{ 3, "PHOTO;VALUE=URL:http://a/b,c", 100, OK, "", NULL, "http://a/b,c" },
	{ 4, "PHOTO:data:image/png;base64,aGVsbG8=", 100, OK, "image/png", "hello", NULL },
	{ 4, "PHOTO:data:image/png;base64\\,aGVsbG8=", 100, OK, "image/png", "hello", NULL },
	{ 4, "PHOTO:DATA:image/png;x=y;base64,aGVsbG8", 100, OK, "image/png", "hello", NULL },
	{ 4, "PHOTO:data:,hel%6Co", 100, OK, "", "hello", NULL },
	{ 4, "PHOTO;MEDIATYPE=image/webp:https://a/b", 100, OK, "image/webp", NULL, "https://a/b" },
	{ 4, "PHOTO:data:image/png;base64,aGVsbG8=", 5, OK, "image/png", "hello", NULL },
	{ 4, "PHOTO:data:image/png;base64,aGVsbG8=", 4, ERR_TOO_LARGE, NULL, NULL, NULL },
	{ 4, "PHOTO:data:,hello", 4, ERR_TOO_LARGE, NULL, NULL, NULL },
	{ 4, "PHOTO:data:image/png", 100, ERR_INVALID, NULL, NULL, NULL },
	{ 3, "PHOTO;ENCODING=b:!!!", 100, ERR_INVALID, NULL, NULL, NULL },
	{ 3, "LOGO:x", 100, ERR_NOT_FOUND, NULL, NULL, NULL },
};

static void
test_photos(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(photos); i++) {
		struct vcard card = card_of(&unit_cx, (enum vcard_version)photos[i].version, photos[i].line);
		struct vcard_media m;

		assert_int_equal(photos[i].want,
		    vcard_get_media(&unit_cx, &card, "PHOTO", photos[i].max, &m));
		if (photos[i].want != OK)
			continue;
		assert_row(i, photos[i].type, m.type);
		assert_row(i, photos[i].uri, m.uri);
		if (photos[i].bytes != NULL) {
			assert_int_equal(strlen(photos[i].bytes), m.len);
			assert_memory_equal(photos[i].bytes, m.bytes, m.len);
		}
	}
}

static const struct {
	int		 version;
	const char	*lines, *want;
} complaints[] = {
	{ 3, "FN:A\nN:A;;;;", NULL },
	{ 3, "FN:A", "N missing" },
	{ 3, "N:A;;;;", "FN missing" },
	{ 4, "FN:A", NULL },
	{ 4, "FN:A\nFN:B", NULL },
	{ 4, "FN:A\nBDAY:19850412\nBDAY:19850413", "BDAY more than once" },
	{ 4, "FN:A\nN;ALTID=1;LANGUAGE=jp:a\nN;ALTID=1;LANGUAGE=en:b", NULL },
	{ 4, "FN:A\nN;ALTID=1:a\nN;ALTID=2:b", "N more than once" },
	{ 4, "FN:A\nBDAY:soon", "BDAY is no date" },
	{ 4, "FN:A\nEMAIL;PREF=0:a", "PREF of EMAIL is not 1 to 100" },
	{ 4, "FN:A\nMEMBER:urn:uuid:1", "MEMBER without KIND:group" },
	{ 4, "FN:A\nKIND:group\nMEMBER:urn:uuid:1", NULL },
};

static void
test_complaints(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(complaints); i++) {
		struct vcard card = card_of(&unit_cx, (enum vcard_version)complaints[i].version,
		    complaints[i].lines);

		assert_row(i, complaints[i].want, vcard_complaint(&unit_cx, &card));
	}
}

static void
test_edits(void **state)
{
	struct vcard card = card_of(&unit_cx, VCARD_4, "UID:1\nFN:A\nX-KEEP;b=\"1\":x\nNOTE:1\nNOTE:2");

	vcard_put(&unit_cx, &card, "FN", content_escaped(*state, "B; C"));
	vcard_put(&unit_cx, &card, "NOTE", "3");
	vcard_put(&unit_cx, &card, "TITLE", "T");
	vcard_add(&card, content_line_new(*state, "EMAIL", "a@b"));
	assert_string_equal("B; C", card.fn);
	assert_string_equal("UID:1\nFN:B\\; C\nX-KEEP;b=\"1\":x\nNOTE:3\nTITLE:T\nEMAIL:a@b\n",
	    lines_of(&unit_cx, &card));
	vcard_remove(&card, vcard_find(&card, "UID"));
	vcard_remove(&card, vcard_find(&card, "EMAIL"));
	assert_string_equal("FN:B\\; C\nX-KEEP;b=\"1\":x\nNOTE:3\nTITLE:T\n", lines_of(&unit_cx, &card));
}

static void
test_address_book(void **state)
{
	struct buf book = BUF_ON(*state);
	struct vcard *first;
	size_t count;

	for (int i = 0; i < 2000; i++)
		buf_printf(&book, "BEGIN:VCARD\nVERSION:3.0\nUID:%d\nFN:N%d\nEND:VCARD\r\n\r\n", i, i);
	assert_int_equal(OK, vcard_read_all(&unit_cx, book.data, book.len, &first, &count));
	assert_int_equal(2000, count);
	assert_string_equal("1", first->next->uid);
	assert_int_equal(OK, vcard_read_all(&unit_cx, " \r\n", 3, &first, &count));
	assert_int_equal(0, count);
	assert_null(first);
	buf_puts(&book, "BEGIN:VCARD\nVERSION:5.0\nEND:VCARD\n");
	assert_int_equal(ERR_INVALID, vcard_read_all(&unit_cx, book.data, book.len, &first, &count));
	assert_string_equal("vCard 2001: a vCard of version 5.0; 3.0 and 4.0 can be stored",
	    unit_cx.fault_text);
}

/* Lines of 2.1, and what is imported. */
static const struct {
	const char	*old, *want;		/* want NULL: refused */
} old_lines[] = {
	{ "N;LANGUAGE=de:Muster;Erika\nTEL;WORK;VOICE:1\n", "N;LANGUAGE=de:Muster;Erika\nTEL;TYPE=WORK,VOICE:1\n" },
	{ "FN;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller =80\n", "FN:Müller €\n" },
	{ "FN;CHARSET=UTF-8;QUOTED-PRINTABLE:M=C3=BC=\nller=\n, A\nX:1\n", "FN:Müller\\, A\nX:1\n" },
	{ "FN;CHARSET=UTF-8:Zoë\n", "FN:Zoë\n" },
	{ "FN:Zo\xeb\n", "FN:Zoë\n" },
	{ "FN;CHARSET=SHIFT_JIS;QUOTED-PRINTABLE:=93=FA\n", NULL },
	{ "NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab;c=2Cd=3\n", "NOTE:a\\nb\\;c\\,d=3\n" },
	{ "ADR;HOME:;;1\\; Main, St;T\n", "ADR;TYPE=HOME:;;1\\; Main\\, St;T\n" },
	{ "PHOTO;JPEG;ENCODING=BASE64:\n aGVs\n  bG8=\n\nX:1\n", "PHOTO;TYPE=JPEG;ENCODING=b:aGVs bG8=\nX:1\n" },
	{ "PHOTO;VALUE=URL;GIF:http://a/b;c\n", "PHOTO;VALUE=uri;TYPE=GIF:http://a/b;c\n" },
	{ "NOTE:one\n two\n", "NOTE:one two\n" },
	{ "A.TEL;PREF;CELL:1\n", "A.TEL;TYPE=PREF,CELL:1\n" },
	{ "no colon\n;:\nB C:x\nX:\n", "X:\n" },
};

static void
test_version_21(void **state)
{
	for (size_t i = 0; i < COUNT(old_lines); i++) {
		const char *text = arena_printf(*state, "BEGIN:VCARD\nVERSION:2.1\n%sEND:VCARD\n",
		    old_lines[i].old);
		struct vcard *card;
		enum status st;

		ctx_forgive(&unit_cx);
		st = vcard_read_all(&unit_cx, text, strlen(text), &card, NULL);
		assert_int_equal(old_lines[i].want != NULL ? OK : ERR_INVALID, st);
		if (st != OK)
			continue;
		assert_int_equal(VCARD_3, card->version);
		assert_true(card->is_repaired);
		assert_row(i, old_lines[i].want, lines_of(&unit_cx, card));
	}
}

/* Many parameters and many short lines of an old card take no time. */
static void
test_hostile_21(void **state)
{
	struct buf text = BUF_ON(*state);
	struct vcard *card;

	buf_puts(&text, "BEGIN:VCARD\nVERSION:2.1\nTEL");
	for (int i = 0; i < 500000; i++)
		buf_printf(&text, ";a%d=b", i);
	buf_puts(&text, ":1\nNOTE;QUOTED-PRINTABLE:");
	for (int i = 0; i < 500000; i++)
		buf_puts(&text, "=\n");
	buf_puts(&text, "x\nEND:VCARD\n");
	assert_int_equal(OK, vcard_read_all(&unit_cx, text.data, text.len, &card, NULL));
	assert_string_equal("NOTE:x\n", lines_of(&unit_cx, card));
}

static void
test_outlook_21(void **state)
{
	struct buf text = sample_text(&unit_cx, "outlook_21");
	struct vcard *card;

	(void)state;
	assert_int_equal(OK, vcard_read_all(&unit_cx, text.data, text.len, &card, NULL));
	assert_string_equal("Erika Müstermann", card->fn);
}

static const struct {
	const char	*text, *folded;
} folds[] = {
	{ "", "" },
	{ "Hello World", "hello world" },
	{ "Grüße", "grusse" },
	{ "ÅNGSTRÖM", "angstrom" },
	{ "Ｆｕｌｌ", "full" },
	{ "Ёлка", "елка" },
	{ "日本", "日本" },
	{ "ﬁn", "fin" },
	{ "İ", "i" },
};

static void
test_fold(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(folds); i++)
		assert_row(i, folds[i].folded, vcard_fold(&unit_cx, folds[i].text));
}

/* Bounded, and over at once. */
static void
test_hostile(void **state)
{
	static const struct {
		const char	*head, *piece, *tail;
		size_t		 count;
		enum status	 want;
	} cases[] = {
		{ "", "BEGIN:VCARD\n", "", 100000, ERR_TOO_LARGE },
		{ "", "BEGIN:VCARD\n", "", 10000, ERR_INVALID },
		{ "TEL", ";TYPE=home", ":1\n", 100000, ERR_TOO_LARGE },
		{ "", "TEL;A=1;B=2;C=3;D=4;E=5;F=6;G=7;H=8;I=9;J=0;K=1:1\n", "", 19000, ERR_TOO_LARGE },
		{ "NOTE:", "0123456789", "\n", 1000000, OK },
		{ "NOTE:", "0123456789", "\n", 1100000, ERR_TOO_LARGE },
		{ "PHOTO;ENCODING=b:", "AAAA", "\n", 2000000, OK },
		{ "CATEGORIES:", "a,", "\n", 1000000, OK },
		{ "N:", ";", "\n", 1000000, OK },
		{ "", "i.EMAIL:a@b\ni.X-ABLabel:x\n", "", 9000, OK },
		{ "", "EMAIL;PREF=2:a@b\n", "", 19000, OK },
		{ "", "N:a;b\n", "", 19000, OK },
		{ "KIND:group\n", "MEMBER:urn:uuid:1\n", "", 19000, OK },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx cx;
		struct buf text;
		struct vcard card;
		struct vcard_index ix;
		size_t n;

		ctx_open(&cx, NULL);
		text = BUF_ON(cx.arena);
		buf_puts(&text, "BEGIN:VCARD\nVERSION:4.0\nUID:1\nFN:A\n");
		buf_puts(&text, cases[i].head);
		for (n = 0; n < cases[i].count; n++)
			buf_puts(&text, cases[i].piece);
		buf_puts(&text, cases[i].tail);
		buf_puts(&text, "END:VCARD\n");
		assert_int_equal(cases[i].want, vcard_parse(&cx, text.data, text.len, &card));
		if (cases[i].want == OK) {
			vcard_index(&cx, &card, &ix);
			assert_in_range(strlen(ix.search), 1, 100000);
			vcard_get_all(&cx, &card, "EMAIL", &n);
			vcard_complaint(&cx, &card);
		} else if (cases[i].want == ERR_TOO_LARGE) {
			assert_string_equal("CARD:max-resource-size", cx.condition);
		}
		ctx_close(&cx);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_put),
		unit_case(test_samples_come_back),
		unit_case(test_index),
		unit_case(test_groups),
		unit_case(test_values),
		unit_case(test_preferred),
		unit_case(test_dates),
		unit_case(test_birthdays),
		unit_case(test_photos),
		unit_case(test_complaints),
		unit_case(test_edits),
		unit_case(test_address_book),
		unit_case(test_version_21),
		unit_case(test_outlook_21),
		unit_case(test_hostile_21),
		unit_case(test_fold),
		unit_case(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
