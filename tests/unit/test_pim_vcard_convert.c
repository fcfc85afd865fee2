/* Contacts from one version to the other and back. */
#include "pim/vcard_convert.h"
#include "pim/vcard_value.h"
#include "tests/unit/pim_sample.h"

/* Lines of 3.0, what they are in 4.0, and what comes back; BACK NULL: the same as OLD. */
static const struct {
	const char	*old, *new, *back;
} from_3[] = {
	{ "N:A;B;;;\nFN:B A\nX-Odd;q=\"1\",2:a\\;b\ni1.X-ABLabel:_$!<Home>!$_\nNOTE:x\\,y\n",
	    "N:A;B;;;\nFN:B A\nX-Odd;q=\"1\",2:a\\;b\ni1.X-ABLabel:_$!<Home>!$_\nNOTE:x\\,y\n", NULL },
	{ "N:;;;;\nEMAIL;TYPE=INTERNET,HOME,pref:a@b\n", "N:;;;;\nEMAIL;TYPE=HOME;PREF=1:a@b\n",
	    "N:;;;;\nEMAIL;TYPE=HOME,pref:a@b\n" },
	{ "N:;;;;\nEMAIL;type=INTERNET;type=pref:a@b\n", "N:;;;;\nEMAIL;PREF=1:a@b\n",
	    "N:;;;;\nEMAIL;TYPE=pref:a@b\n" },
	{ "N:;;;;\nTEL;CELL;PREF:1\n", "N:;;;;\nTEL;TYPE=CELL;PREF=1:1\n", "N:;;;;\nTEL;TYPE=CELL,pref:1\n" },
	{ "N:;;;;\nBDAY:1985-04-12\n", "N:;;;;\nBDAY:19850412\n", NULL },
	{ "N:;;;;\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\n", "N:;;;;\nBDAY:--0412\n", NULL },
	{ "N:;;;;\nBDAY;X-APPLE-OMIT-YEAR=1604;VALUE=date:1985-04-12\n",
	    "N:;;;;\nBDAY;X-APPLE-OMIT-YEAR=1604:19850412\n",
	    "N:;;;;\nBDAY;X-APPLE-OMIT-YEAR=1604:1985-04-12\n" },
	{ "N:;;;;\nBDAY;VALUE=date-time:1953-10-15T23:10:00Z\n", "N:;;;;\nBDAY:19531015T231000Z\n", NULL },
	{ "N:;;;;\nBDAY:soon\n", "N:;;;;\nBDAY;VALUE=text:soon\n", "N:;;;;\nBDAY;VALUE=text:soon\n" },
	{ "N:;;;;\nBDAY:\n", "N:;;;;\nBDAY:\n", NULL },
	{ "N:;;;;\nX-ANNIVERSARY:2001-02-03\n", "N:;;;;\nANNIVERSARY:20010203\n", NULL },
	{ "N:;;;;\ni.X-ABDATE:2001-02-03\ni.X-ABLabel:_$!<Anniversary>!$_\n",
	    "N:;;;;\ni.X-ABDATE:2001-02-03\ni.X-ABLabel:_$!<Anniversary>!$_\n", NULL },
	{ "N:;;;;\nPHOTO;ENCODING=b;TYPE=JPEG:aGVsbG8=\n", "N:;;;;\nPHOTO:data:image/jpeg;base64,aGVsbG8=\n", NULL },
	{ "N:;;;;\nPHOTO;X-C=1;TYPE=png;ENCODING=BASE64:aGVsbG8=\n",
	    "N:;;;;\nPHOTO;X-C=1:data:image/png;base64,aGVsbG8=\n",
	    "N:;;;;\nPHOTO;X-C=1;ENCODING=b;TYPE=PNG:aGVsbG8=\n" },
	{ "N:;;;;\nPHOTO;BASE64;JPEG:aGVsbG8=\n", "N:;;;;\nPHOTO:data:image/jpeg;base64,aGVsbG8=\n",
	    "N:;;;;\nPHOTO;ENCODING=b;TYPE=JPEG:aGVsbG8=\n" },
	{ "N:;;;;\nPHOTO;VALUE=uri;TYPE=GIF:http://a/b.gif\n", "N:;;;;\nPHOTO;MEDIATYPE=image/gif:http://a/b.gif\n", NULL },
	{ "N:;;;;\nPHOTO;ENCODING=b:!!\n", "N:;;;;\nPHOTO;ENCODING=b:!!\n", NULL },
	{ "N:;;;;\nKEY;ENCODING=b;TYPE=X509:aGVsbG8=\n", "N:;;;;\nKEY:data:application/pkix-cert;base64,aGVsbG8=\n", NULL },
	{ "N:;;;;\nSOUND;ENCODING=b;TYPE=WAVE:aGVsbG8=\n", "N:;;;;\nSOUND:data:audio/wav;base64,aGVsbG8=\n", NULL },
	{ "N:;;;;\nADR;TYPE=HOME:;;1 St;T;;1;US\nLABEL;TYPE=HOME:1 St\\nT\\, 1\n",
	    "N:;;;;\nADR;TYPE=HOME;LABEL=\"1 St^nT, 1\":;;1 St;T;;1;US\n", NULL },
	{ "N:;;;;\nADR;TYPE=HOME:;;1\nADR;TYPE=WORK:;;2\nLABEL;TYPE=work,pref:two\nLABEL:none\n",
	    "N:;;;;\nADR;TYPE=HOME:;;1\nADR;TYPE=WORK;LABEL=two:;;2\nLABEL:none\n",
	    "N:;;;;\nADR;TYPE=HOME:;;1\nADR;TYPE=WORK:;;2\nLABEL;TYPE=WORK:two\nLABEL:none\n" },
	{ "N:Harten;Rene;;;\nSORT-STRING:Harten\n", "N;SORT-AS=Harten:Harten;Rene;;;\n",
	    "N;SORT-AS=Harten:Harten;Rene;;;\nSORT-STRING:Harten\n" },
	{ "N:;;;;\nGEO:37.386013;-122.082932\n", "N:;;;;\nGEO:geo:37.386013,-122.082932\n", NULL },
	{ "N:;;;;\nTZ:-05:00\n", "N:;;;;\nTZ;VALUE=utc-offset:-0500\n", NULL },
	{ "N:;;;;\nTZ;VALUE=text:Europe/Berlin\n", "N:;;;;\nTZ:Europe/Berlin\n", NULL },
	{ "N:;;;;\nUID:abc\n", "N:;;;;\nUID;VALUE=text:abc\n", NULL },
	{ "N:;;;;\nUID:urn:uuid:1\n", "N:;;;;\nUID:urn:uuid:1\n", NULL },
	{ "N:;;;;\nREV:1995-10-31T22:27:10Z\n", "N:;;;;\nREV:19951031T222710Z\n", NULL },
	{ "N:;;;;\nURL:http\\://a/b\\,c\n", "N:;;;;\nURL:http://a/b,c\n", "N:;;;;\nURL:http://a/b,c\n" },
	{ "N:;;;;\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\n",
	    "N:;;;;\nKIND:group\nMEMBER:urn:uuid:1\n", NULL },
	{ "N:;;;;\nAGENT;VALUE=uri:cid:1\n", "N:;;;;\nRELATED;TYPE=agent:cid:1\n",
	    "N:;;;;\nRELATED;TYPE=agent:cid:1\n" },
	{ "N:;;;;\nNOTE;CHARSET=UTF-8:x\nCLASS:PUBLIC\nMAILER:m\n", "N:;;;;\nNOTE:x\nCLASS:PUBLIC\nMAILER:m\n",
	    "N:;;;;\nNOTE:x\nCLASS:PUBLIC\nMAILER:m\n" },
};

/* Lines of 4.0, what they are in 3.0, and what comes back. */
static const struct {
	const char	*new, *old, *back;
} from_4[] = {
	{ "N:;;;;\nEMAIL;PREF=1:a\nEMAIL;PREF=2:b\nEMAIL:c\n",
	    "N:;;;;\nEMAIL;TYPE=pref:a\nEMAIL;PREF=2:b\nEMAIL:c\n", NULL },
	{ "N:;;;;\nEMAIL;PREF=60:a\nEMAIL;PREF=50:b\n",
	    "N:;;;;\nEMAIL;PREF=60:a\nEMAIL;PREF=50;TYPE=pref:b\n", NULL },
	{ "N:;;;;\nTEL;VALUE=uri;TYPE=\"voice,home\";PREF=1:tel:+1-2;ext=3\n",
	    "N:;;;;\nTEL;TYPE=voice,home,pref:+1-2\\;ext=3\n",
	    "N:;;;;\nTEL;TYPE=voice,home;PREF=1:+1-2\\;ext=3\n" },
	{ "FN:A\\, B\nUID:1\n", "FN:A\\, B\nUID:1\nN:A\\, B;;;;\n", "FN:A\\, B\nUID;VALUE=text:1\nN:A\\, B;;;;\n" },
	{ "N:;;;;\nBDAY:1985-04\nDEATHDATE:20200101\n", "N:;;;;\nBDAY:1985-04\nDEATHDATE:20200101\n", NULL },
	{ "N:;;;;\nBDAY:--0229\n", "N:;;;;\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\n", NULL },
	{ "N:;;;;\nBDAY;VALUE=text:circa 1800\n", "N:;;;;\nBDAY;VALUE=text:circa 1800\n", NULL },
	{ "N:;;;;\nANNIVERSARY:20090808T143000-0500\n",
	    "N:;;;;\nX-ANNIVERSARY;VALUE=date-time:2009-08-08T14:30:00-05:00\n", NULL },
	{ "N:;;;;\nPHOTO;PREF=1:data:,hello\n", "N:;;;;\nPHOTO;ENCODING=b;TYPE=pref:aGVsbG8=\n",
	    "N:;;;;\nPHOTO;PREF=1:data:;base64,aGVsbG8=\n" },
	{ "N:;;;;\nGEO:geo:1,2,3\n", "N:;;;;\nGEO;VALUE=uri:geo:1,2,3\n", "N:;;;;\nGEO;VALUE=uri:geo:1,2,3\n" },
	{ "N:;;;;\nTZ:Europe/Berlin\n", "N:;;;;\nTZ;VALUE=text:Europe/Berlin\n", NULL },
	{ "N;SORT-AS=\"Harten,Rene\":van der Harten;Rene;;;\n",
	    "N;SORT-AS=\"Harten,Rene\":van der Harten;Rene;;;\nSORT-STRING:Harten\n", NULL },
	{ "N:;;;;\nKIND:org\nLANG:fr\nRELATED;TYPE=friend:urn:uuid:1\nGENDER:F\n",
	    "N:;;;;\nKIND:org\nLANG:fr\nRELATED;TYPE=friend:urn:uuid:1\nGENDER:F\n", NULL },
	{ "N:;;;;\ng.ADR;TYPE=work;LABEL=a^nb:;;1\n", "N:;;;;\ng.ADR;TYPE=work:;;1\ng.LABEL;TYPE=work:a\\nb\n", NULL },
};

static void
check(size_t row, enum vcard_version from, const char *lines, const char *want, const char *back)
{
	enum vcard_version to = from == VCARD_3 ? VCARD_4 : VCARD_3;
	struct vcard card = card_of(&unit_cx, from, lines), other, again;

	vcard_convert(&unit_cx, &card, to, &other);
	assert_int_equal(to, other.version);
	assert_row(row, want, lines_of(&unit_cx, &other));
	vcard_convert(&unit_cx, &other, from, &again);
	assert_row(row, back != NULL ? back : lines, lines_of(&unit_cx, &again));
	assert_row(row, lines, lines_of(&unit_cx, &card));
}

static void
test_3_to_4(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(from_3); i++)
		check(i, VCARD_3, from_3[i].old, from_3[i].new, from_3[i].back);
}

static void
test_4_to_3(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(from_4); i++)
		check(i, VCARD_4, from_4[i].new, from_4[i].old, from_4[i].back);
}

/* Whatever a program writes: nothing that it invented is lost, and the second way round changes nothing. */
static void
test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sample_names); i++) {
		struct vcard card = sample(&unit_cx, sample_names[i]), there, back, there2, back2, read;
		enum vcard_version other = card.version == VCARD_3 ? VCARD_4 : VCARD_3;
		const char *text;
		size_t len;

		vcard_convert(&unit_cx, &card, other, &there);
		vcard_convert(&unit_cx, &there, card.version, &back);
		vcard_convert(&unit_cx, &back, other, &there2);
		vcard_convert(&unit_cx, &there2, card.version, &back2);
		assert_row(i, lines_of(&unit_cx, &there), lines_of(&unit_cx, &there2));
		assert_row(i, lines_of(&unit_cx, &back), lines_of(&unit_cx, &back2));

		text = vcard_text(&unit_cx, &there, &len);
		assert_int_equal(OK, vcard_parse(&unit_cx, text, len, &read));
		assert_row(i, card.uid, read.uid);
		for (const struct content_line *l = card.lines; l != NULL; l = l->next)
			if (strncasecmp(l->name, "X-", 2) == 0 && strncasecmp(l->name, "X-ADDRESSBOOK", 13) != 0 &&
			    strcmp(l->name, "X-ANNIVERSARY") != 0 &&
			    (l->params == NULL || l->params->count > 0))
				assert_non_null(strstr(lines_of(&unit_cx, &there), l->raw));
	}
}

static const struct {
	const char	*type, *version;
	int		 of_card, want;		/* 0: refused */
	bool		 is_json;
} choices[] = {
	{ NULL, NULL, 3, 3, false },
	{ "", "", 4, 4, false },
	{ "text/vcard", "3.0", 4, 3, false },
	{ "TEXT/VCARD", "4.0", 3, 4, false },
	{ "text/x-vcard", NULL, 3, 3, false },
	{ "application/vcard+json", NULL, 3, 4, true },
	{ "application/vcard+json", "4.0", 3, 4, true },
	{ "application/vcard+json", "3.0", 3, 0, false },
	{ "text/vcard", "2.1", 3, 0, false },
	{ "text/calendar", NULL, 3, 0, false },
	{ "application/vcard+xml", "4.0", 3, 0, false },
};

static void
test_choice(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(choices); i++) {
		enum vcard_version to;
		bool is_json;
		enum status st;

		ctx_forgive(&unit_cx);
		unit_cx.condition = NULL;
		st = vcard_convert_choose(&unit_cx, choices[i].type, choices[i].version,
		    (enum vcard_version)choices[i].of_card, &to, &is_json);
		if (choices[i].want == 0) {
			assert_int_equal(ERR_INVALID, st);
			assert_string_equal("CARD:supported-address-data-conversion", unit_cx.condition);
			continue;
		}
		assert_int_equal(OK, st);
		assert_int_equal(choices[i].want, to);
		assert_int_equal(choices[i].is_json, is_json);
	}
}

/* Each rule sees its line often, and both ways are over at once. */
static void
test_hostile(void **state)
{
	static const char *const pieces[] = {
		"N:a;b\n", "X-ADDRESSBOOKSERVER-KIND:x\n", "KIND:group\n", "ANNIVERSARY:2000\n",
		"X-ANNIVERSARY:2000\n", "LABEL;TYPE=home:x\nADR;TYPE=work:;\n", "EMAIL;PREF=3:a\n",
		"TEL;TYPE=\"a,b,c\":1\n", "SORT-STRING:x\n", "ADR;LABEL=x:;\n", "PHOTO;ENCODING=b:AAAA\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++)
		for (enum vcard_version v = VCARD_3; v <= VCARD_4; v++) {
			struct buf lines;
			struct vcard card, there, back;
			struct ctx cx;

			ctx_open(&cx, NULL);
			lines = BUF_ON(cx.arena);
			for (size_t n = 0; n < 9000; n++)
				buf_puts(&lines, pieces[i]);
			card = card_of(&cx, v, lines.data);
			vcard_convert(&cx, &card, v == VCARD_3 ? VCARD_4 : VCARD_3, &there);
			vcard_convert(&cx, &there, v, &back);
			assert_in_range(strlen(lines_of(&cx, &back)), 1, 9000 * 100);
			ctx_close(&cx);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_3_to_4),
		unit_case(test_4_to_3),
		unit_case(test_samples),
		unit_case(test_choice),
		unit_case(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
