#include <string.h>
#include <strings.h>

#include "core/status.h"
#include "webmail/share_mail.h"

static const struct share_words all[] = {
	{ "en", "ltr", "{0} shares a calendar with you", "{0} shares an address book with you",
	  "{0} shares something with you", "{0} shares with you:",
	  "you can see when it is busy", "you can read it", "you can change it",
	  "Your calendar program asks whether you want it.",
	  "It stands beside your own. A program that does not find it by itself is given the address above." },
	{ "de", "ltr", "{0} teilt einen Kalender mit Ihnen", "{0} teilt ein Adressbuch mit Ihnen",
	  "{0} teilt etwas mit Ihnen", "{0} teilt mit Ihnen:",
	  "Sie sehen, wann er belegt ist", "Sie dürfen es lesen", "Sie dürfen es ändern",
	  "Ihr Kalenderprogramm fragt, ob Sie das möchten.",
	  "Sie finden es neben Ihren eigenen. Einem Programm, das es nicht von selbst findet, geben Sie die Adresse oben." },
	{ "es", "ltr", "{0} comparte un calendario con usted", "{0} comparte una libreta de direcciones con usted",
	  "{0} comparte algo con usted", "{0} comparte con usted:",
	  "puede ver cuándo está ocupado", "puede leerlo", "puede modificarlo",
	  "Su programa de calendario le preguntará si lo quiere.",
	  "Está junto a los suyos. Si un programa no lo encuentra por sí mismo, indíquele la dirección de arriba." },
	{ "fr", "ltr", "{0} partage un calendrier avec vous", "{0} partage un carnet d’adresses avec vous",
	  "{0} partage quelque chose avec vous", "{0} partage avec vous :",
	  "vous voyez quand il est occupé", "lecture", "lecture et modification",
	  "Votre programme de calendrier vous demandera si vous l’acceptez.",
	  "Vous le trouverez à côté des vôtres. Si un programme ne le trouve pas de lui-même, donnez-lui l’adresse ci-dessus." },
	{ "nb", "ltr", "{0} deler en kalender med deg", "{0} deler en adressebok med deg",
	  "{0} deler noe med deg", "{0} deler med deg:",
	  "du ser når den er opptatt", "du kan lese", "du kan endre",
	  "Kalenderprogrammet ditt spør om du vil ha den.",
	  "Du finner den ved siden av dine egne. Et program som ikke finner den selv, får adressen over." },
	{ "ar", "rtl", "يشارك {0} تقويمًا معك", "يشارك {0} دفتر عناوين معك",
	  "يشارك {0} شيئًا معك", "يشارك {0} معك:",
	  "يمكنك رؤية أوقات الانشغال", "يمكنك القراءة", "يمكنك التعديل",
	  "سيسألك برنامج التقويم إن كنت تريده.",
	  "ستجده بجانب ما لديك. إن لم يجده أحد البرامج من تلقاء نفسه فأعطه العنوان أعلاه." },
};

const struct share_words *
share_words(const char *language)
{
	size_t len = strcspn(language, "-");

	for (size_t i = 0; i < COUNT(all); i++)
		if (strlen(all[i].language) == len && strncasecmp(all[i].language, language, len) == 0)
			return &all[i];
	return &all[0];
}
