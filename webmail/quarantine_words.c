#include <string.h>
#include <strings.h>

#include "core/status.h"
#include "webmail/quarantine_words.h"

static const struct quarantine_words all[] = {
	{ "en", "ltr", "Mail that was held back",
	  "These messages look like spam or hold a virus. They are kept for ",
  " days.",
	  "From", "To", "Score", "Virus", "Deliver it", "Delete it", "Never again from this sender",
	  "More that are not shown here",
	  "Each link asks once more before anything is done. They work without signing in: do not pass this message on." },
	{ "de", "ltr", "Zurückgehaltene Nachrichten",
	  "Diese Nachrichten sehen nach Spam aus oder enthalten einen Virus. Sie werden ",
  " Tage aufbewahrt.",
	  "Von", "An", "Punkte", "Virus", "Zustellen", "Löschen", "Nie wieder von diesem Absender",
	  "Weitere, die hier nicht gezeigt werden",
	  "Jeder Link fragt noch einmal nach, bevor etwas geschieht. Sie gelten ohne Anmeldung: Geben Sie diese Nachricht nicht weiter." },
	{ "es", "ltr", "Mensajes retenidos",
	  "Estos mensajes parecen spam o contienen un virus. Se conservan durante ",
  " días.",
	  "De", "Para", "Puntuación", "Virus", "Entregar", "Eliminar", "Nunca más de este remitente",
	  "Otros que no se muestran aquí",
	  "Cada enlace pregunta otra vez antes de hacer nada. Funcionan sin iniciar sesión: no reenvíe este mensaje." },
	{ "fr", "ltr", "Messages retenus",
	  "Ces messages ressemblent à du spam ou contiennent un virus. Ils sont conservés ",
  " jours.",
	  "De", "À", "Score", "Virus", "Distribuer", "Supprimer", "Plus jamais de cet expéditeur",
	  "Autres messages non affichés ici",
	  "Chaque lien demande confirmation avant d'agir. Ils fonctionnent sans connexion : ne transférez pas ce message." },
	{ "nb", "ltr", "Meldinger som ble holdt tilbake",
	  "Disse meldingene ligner på søppelpost eller inneholder et virus. De blir tatt vare på i ",
  " dager.",
	  "Fra", "Til", "Poeng", "Virus", "Lever", "Slett", "Aldri mer fra denne avsenderen",
	  "Flere som ikke vises her",
	  "Hver lenke spør en gang til før noe skjer. De virker uten innlogging: ikke send denne meldingen videre." },
	{ "ar", "rtl", "رسائل محتجزة",
	  "تبدو هذه الرسائل بريدًا مزعجًا أو تحتوي على فيروس. تُحفظ لمدة ",
  " يومًا.",
	  "من", "إلى", "النقاط", "فيروس", "تسليم", "حذف", "لا أريد شيئًا من هذا المرسل",
	  "رسائل أخرى غير معروضة هنا",
	  "يسأل كل رابط مرة أخرى قبل تنفيذ أي شيء. تعمل الروابط دون تسجيل الدخول: لا تُعد توجيه هذه الرسالة." },
};

const struct quarantine_words *
quarantine_words(const char *language)
{
	size_t len = strcspn(language, "-");

	for (size_t i = 0; i < COUNT(all); i++)
		if (strlen(all[i].language) == len && strncasecmp(all[i].language, language, len) == 0)
			return &all[i];
	return &all[0];
}
