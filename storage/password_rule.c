#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "storage/credential.h"
#include "storage/db.h"
#include "storage/password_rule.h"

enum status
db_password_rule(struct ctx *cx, int64_t domain, struct password_rule *out)
{
	static const struct db_stmt find = {
		"SELECT length, chars, special_chars, lowerupper, numbers, by_mail FROM password_rule"
		" WHERE domain_id = $1 OR domain_id IS NULL ORDER BY domain_id NULLS LAST LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	*out = (struct password_rule){ .length = PASSWORD_LEAST, .by_mail = true };
	if ((st = db_query(cx, &find, DB_ARGS(db_int(domain)), &rows)) != OK || rows.count == 0)
		return st;
	*out = (struct password_rule){
		.length = db_get_int(&rows, 0, 0),
		.chars = db_get_bool(&rows, 0, 1),
		.special_chars = db_get_bool(&rows, 0, 2),
		.lowerupper = db_get_bool(&rows, 0, 3),
		.numbers = db_get_bool(&rows, 0, 4),
		.by_mail = db_get_bool(&rows, 0, 5),
	};
	return OK;
}

enum status
db_password_rule_put(struct ctx *cx, int64_t domain, const struct password_rule *rule)
{
	static const struct db_stmt put = {
		"INSERT INTO password_rule (domain_id, length, chars, special_chars, lowerupper, numbers,"
		" by_mail) VALUES (nullif($1::bigint, 0), $2, $3, $4, $5, $6, $7) ON CONFLICT (domain_id) DO UPDATE"
		" SET length = excluded.length, chars = excluded.chars,"
		" special_chars = excluded.special_chars, lowerupper = excluded.lowerupper,"
		" numbers = excluded.numbers, by_mail = excluded.by_mail, modified = now()"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(domain), db_int(rule->length), db_bool(rule->chars),
	    db_bool(rule->special_chars), db_bool(rule->lowerupper), db_bool(rule->numbers),
	    db_bool(rule->by_mail)));
}

enum status
db_password_rule_delete(struct ctx *cx, int64_t domain)
{
	static const struct db_stmt del = {
		"DELETE FROM password_rule WHERE domain_id IS NOT DISTINCT FROM nullif($1::bigint, 0)"
	};

	return db_exec(cx, &del, DB_ARGS(db_int(domain)));
}

/* Of eight bytes and more, those that guessing programs begin with. */
static const char *const common[] = {
	"password", "passwort", "password1", "password12", "password123", "passw0rd", "12345678", "123456789",
	"1234567890", "123123123", "11111111", "00000000", "88888888", "87654321", "qwertyui", "qwerty123",
	"qwertyuiop", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "zaq12wsx", "asdfghjkl", "abcd1234", "abc12345",
	"iloveyou", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "letmein1",
	"welcome1", "welcome123", "changeme", "changeme1", "administrator", "admin123", "hallo123", "starwars",
	"computer", "internet", "michelle", "jennifer", "whatever", "corvette", "mercedes", "midnight",
};

static bool
is_known(const char *password, const char *address)
{
	size_t local = address != NULL ? strcspn(address, "@") : 0;

	for (size_t i = 0; i < COUNT(common); i++)
		if (strcasecmp(common[i], password) == 0)
			return true;
	return address != NULL && (strcasecmp(address, password) == 0 ||
	    (strlen(password) == local && strncasecmp(address, password, local) == 0));
}

const char *
password_lacks(struct arena *arena, const struct password_rule *rule, const char *password,
    const char *address, const char **code)
{
	bool lower = false, upper = false, letter = false, digit = false, special = false;

	*code = arena_printf(arena, "length=%lld", (long long)rule->length);
	if (strlen(password) < PASSWORD_LEAST || strlen(password) < (size_t)rule->length)
		return arena_printf(arena, "it needs %lld characters at least", (long long)rule->length);
	*code = arena_printf(arena, "long=%d", PASSWORD_MAX);
	if (strlen(password) > PASSWORD_MAX)
		return arena_printf(arena, "it may have %d bytes at most", PASSWORD_MAX);
	for (const unsigned char *s = (const unsigned char *)password; *s != '\0'; s++) {
		lower = lower || islower(*s);
		upper = upper || isupper(*s);
		digit = digit || isdigit(*s);
		/* A letter outside ASCII is a letter of some case; who uses them has both. */
		letter = letter || isalpha(*s) || *s >= 0x80;
		special = special || (*s < 0x80 && !isalnum(*s));
	}
	*code = "letter";
	if (rule->chars && !letter)
		return "it needs a letter";
	*code = "cases";
	if (rule->lowerupper && !(lower && upper))
		return "it needs small and capital letters";
	*code = "digit";
	if (rule->numbers && !digit)
		return "it needs a digit";
	*code = "special";
	if (rule->special_chars && !special)
		return "it needs a character that is neither letter nor digit";
	*code = is_known(password, address) ? "common" : NULL;
	return *code != NULL ? "too many people use it, so it is tried first" : NULL;
}
