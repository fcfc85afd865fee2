#include <string.h>
#include <strings.h>

#include "core/status.h"
#include "webmail/password_mail.h"

static const struct password_words all[] = {
	{ "en", "A new password",
	  "Somebody asked for a new password for ",
	  "If it was you, choose one here within 15 minutes:",
	  "If it was not you, do nothing: your password stays as it is. Do not pass this link on." },
	{ "de", "Ein neues Passwort",
	  "Jemand hat ein neues Passwort angefordert für ",
	  "Wenn Sie das waren, wählen Sie hier innerhalb von 15 Minuten eines:",
	  "Wenn Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist. Geben Sie diesen Link nicht weiter." },
	{ "es", "Una contraseña nueva",
	  "Alguien ha pedido una contraseña nueva para ",
	  "Si ha sido usted, elija una aquí en los próximos 15 minutos:",
	  "Si no ha sido usted, no haga nada: su contraseña sigue igual. No comparta este enlace." },
	{ "fr", "Un nouveau mot de passe",
	  "Quelqu’un a demandé un nouveau mot de passe pour ",
	  "Si c’était vous, choisissez-en un ici dans les 15 minutes :",
	  "Sinon, ne faites rien : votre mot de passe reste le même. Ne transmettez pas ce lien." },
	{ "nb", "Et nytt passord",
	  "Noen har bedt om et nytt passord for ",
	  "Hvis det var deg, velger du ett her innen 15 minutter:",
	  "Hvis det ikke var deg, trenger du ikke gjøre noe: passordet ditt er som før. Ikke gi denne lenken videre." },
	{ "ar", "كلمة مرور جديدة",
	  "طلب أحدهم كلمة مرور جديدة للحساب ",
	  "إذا كنت أنت من طلبها فاختر واحدة هنا خلال 15 دقيقة:",
	  "إذا لم تكن أنت فلا تفعل شيئًا: تبقى كلمة مرورك كما هي. لا تُعطِ هذا الرابط لأحد." },
};

const struct password_words *
password_words(const char *language)
{
	size_t len = strcspn(language, "-");

	for (size_t i = 0; i < COUNT(all); i++)
		if (strlen(all[i].language) == len && strncasecmp(all[i].language, language, len) == 0)
			return &all[i];
	return &all[0];
}
