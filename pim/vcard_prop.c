#include <ctype.h>
#include <strings.h>

#include "pim/vcard_prop.h"

#define ONCE	true

static const struct vcard_prop props[] = {
	{ "ADR",		"text",		"text",			SHAPE_PARTS, 0 },
	{ "AGENT",		"vcard",	NULL,			SHAPE_ONE, 0 },
	{ "ANNIVERSARY",	NULL,		"date-and-or-time",	SHAPE_ONE, ONCE },
	{ "BDAY",		"date",		"date-and-or-time",	SHAPE_ONE, ONCE },
	{ "BIRTHPLACE",		NULL,		"text",			SHAPE_ONE, ONCE },
	{ "CALADRURI",		"uri",		"uri",			SHAPE_ONE, 0 },
	{ "CALURI",		"uri",		"uri",			SHAPE_ONE, 0 },
	{ "CATEGORIES",		"text",		"text",			SHAPE_LIST, 0 },
	{ "CLASS",		"text",		NULL,			SHAPE_ONE, ONCE },
	{ "CLIENTPIDMAP",	NULL,		"text",			SHAPE_PARTS, 0 },
	{ "CONTACT-URI",	NULL,		"uri",			SHAPE_ONE, 0 },
	{ "CREATED",		NULL,		"timestamp",		SHAPE_ONE, ONCE },
	{ "DEATHDATE",		NULL,		"date-and-or-time",	SHAPE_ONE, ONCE },
	{ "DEATHPLACE",		NULL,		"text",			SHAPE_ONE, ONCE },
	{ "EMAIL",		"text",		"text",			SHAPE_ONE, 0 },
	{ "EXPERTISE",		NULL,		"text",			SHAPE_ONE, 0 },
	{ "FBURL",		"uri",		"uri",			SHAPE_ONE, 0 },
	{ "FN",			"text",		"text",			SHAPE_ONE, 0 },
	{ "GENDER",		NULL,		"text",			SHAPE_PARTS, ONCE },
	{ "GEO",		"float",	"uri",			SHAPE_ONE, 0 },
	{ "GRAMGENDER",		NULL,		"text",			SHAPE_ONE, 0 },
	{ "HOBBY",		NULL,		"text",			SHAPE_ONE, 0 },
	{ "IMPP",		"uri",		"uri",			SHAPE_ONE, 0 },
	{ "INTEREST",		NULL,		"text",			SHAPE_ONE, 0 },
	{ "KEY",		"binary",	"uri",			SHAPE_ONE, 0 },
	{ "KIND",		NULL,		"text",			SHAPE_ONE, ONCE },
	{ "LABEL",		"text",		NULL,			SHAPE_ONE, 0 },
	{ "LANG",		NULL,		"language-tag",		SHAPE_ONE, 0 },
	{ "LANGUAGE",		NULL,		"language-tag",		SHAPE_ONE, ONCE },
	{ "LOGO",		"binary",	"uri",			SHAPE_ONE, 0 },
	{ "MAILER",		"text",		NULL,			SHAPE_ONE, 0 },
	{ "MEMBER",		NULL,		"uri",			SHAPE_ONE, 0 },
	{ "N",			"text",		"text",			SHAPE_PARTS, ONCE },
	{ "NAME",		"text",		NULL,			SHAPE_ONE, ONCE },
	{ "NICKNAME",		"text",		"text",			SHAPE_LIST, 0 },
	{ "NOTE",		"text",		"text",			SHAPE_ONE, 0 },
	{ "ORG",		"text",		"text",			SHAPE_PARTS, 0 },
	{ "ORG-DIRECTORY",	NULL,		"uri",			SHAPE_ONE, 0 },
	{ "PHOTO",		"binary",	"uri",			SHAPE_ONE, 0 },
	{ "PRODID",		"text",		"text",			SHAPE_ONE, ONCE },
	{ "PROFILE",		"text",		NULL,			SHAPE_ONE, ONCE },
	{ "PRONOUNS",		NULL,		"text",			SHAPE_ONE, 0 },
	{ "RELATED",		NULL,		"uri",			SHAPE_ONE, 0 },
	{ "REV",		"date-time",	"timestamp",		SHAPE_ONE, ONCE },
	{ "ROLE",		"text",		"text",			SHAPE_ONE, 0 },
	{ "SOCIALPROFILE",	NULL,		"uri",			SHAPE_ONE, 0 },
	{ "SORT-STRING",	"text",		NULL,			SHAPE_ONE, ONCE },
	{ "SOUND",		"binary",	"uri",			SHAPE_ONE, 0 },
	{ "SOURCE",		"uri",		"uri",			SHAPE_ONE, 0 },
	{ "TEL",		"text",		"text",			SHAPE_ONE, 0 },
	{ "TITLE",		"text",		"text",			SHAPE_ONE, 0 },
	{ "TZ",			"utc-offset",	"text",			SHAPE_ONE, 0 },
	{ "UID",		"text",		"uri",			SHAPE_ONE, ONCE },
	{ "URL",		"uri",		"uri",			SHAPE_ONE, 0 },
	{ "XML",		NULL,		"text",			SHAPE_ONE, 0 },
};

/* The rows are in the order of their names. */
const struct vcard_prop *
vcard_prop_find(const char *name)
{
	size_t from = 0, to = COUNT(props);

	while (from < to) {
		size_t mid = (from + to) / 2;
		int way = strcasecmp(name, props[mid].name);

		if (way == 0)
			return &props[mid];
		if (way < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return NULL;
}

const struct vcard_prop *
vcard_props(size_t *count)
{
	*count = COUNT(props);
	return props;
}

const char *
vcard_value_type(struct ctx *cx, const struct content_line *line, enum vcard_version version)
{
	const char *value = content_param_text(line, "VALUE"), *type;
	const struct vcard_prop *prop;

	if (value != NULL) {
		char *lower = arena_strdup(cx->arena, value);

		for (char *c = lower; *c != '\0'; c++)
			*c = (char)tolower((unsigned char)*c);
		return lower;
	}
	prop = vcard_prop_find(line->name);
	type = prop == NULL ? NULL : version == VCARD_4 ? prop->type4 : prop->type3;
	return type != NULL ? type : "unknown";
}
