app-name = Hayloft
apps = Aplicaciones
app-mail = Correo
app-mail-unread = Correo, { $n } sin leer
home = Inicio
skip = Ir al contenido
sidebar = Carpetas de correo
loading = Cargando
close = Cerrar
cancel = Cancelar
retry = Reintentar
more = Más
or = o
refresh = Buscar correo nuevo
dismiss = Ocultar
notices = Avisos

## Signing in

sign-in-title = Iniciar sesión en Hayloft
sign-in-login = Dirección de correo
sign-in-password = Contraseña
show-password = Mostrar la contraseña
hide-password = Ocultar la contraseña
sign-in = Iniciar sesión
signing-in = Iniciando sesión…
sign-in-empty = Escriba su dirección de correo y su contraseña.
sign-in-wrong = La dirección de correo o la contraseña es incorrecta.
sign-in-offline = No se puede llegar al servidor. Compruebe la conexión e inténtelo de nuevo.
sign-in-server = El servidor no pudo responder. Inténtelo de nuevo en un momento.
sign-in-throttled = { $n ->
    [one] Demasiados intentos. Inténtelo en un segundo.
   *[other] Demasiados intentos. Inténtelo en { $n } segundos.
  }
sign-in-throttled-minutes = Demasiados intentos. Inténtelo en { $n } minutos.
sign-in-by-password = Entrar con contraseña
look-help = Ayuda
signed-out-title = Iniciar sesión de nuevo
signed-out-text = Su sesión ha terminado. No se pierde nada de lo escrito: inicie sesión y continúe.
sign-out = Cerrar sesión
sign-out-everywhere = Cerrar sesión en todas partes
sign-out-failed = No se pudo cerrar la sesión: no se puede llegar al servidor. Sigue conectado.
account-of = { $initials }, cuenta de { $name }
start-failed = Hayloft no pudo arrancar
start-offline = No se puede llegar al servidor. Compruebe la conexión.
start-error = El servidor respondió con un error. { $why }

## Appearance and live state

theme = Tema
theme-system = Sistema
theme-light = Claro
theme-dark = Oscuro
live-live = En vivo
live-live-title = Los cambios llegan al instante
live-connecting = Conectando
live-connecting-title = Conectando con el servidor
live-offline = Sin conexión
live-offline-title = Sin conexión; se vuelve a intentar

## Folders

folders = Carpetas
folder-inbox = Bandeja de entrada
folder-starred = Destacados
folder-snoozed = Pospuestos
folder-scheduled = Programados
folder-sent = Enviados
folder-drafts = Borradores
folder-archive = Archivo
folder-junk = Correo no deseado
folder-trash = Papelera
folder-unread = sin leer
folder-messages = en total
folder-missing = Esta carpeta ya no existe.

## List

conversations-region = Conversaciones
conversations = { $n ->
    [one] 1 conversación
   *[other] { $n } conversaciones
  }
conversation-actions = Acciones de la conversación
quick-filters = Filtros rápidos
filter-all = Todo
filter-unread = Sin leer
filter-starred = Destacados
filter-files = Con archivos
search-title = Búsqueda
search-placeholder = Buscar en el correo
clear-search = Borrar la búsqueda
show-all = Mostrar todo
empty-inbox = No hay nada en la bandeja de entrada. El correo nuevo aparece aquí solo.
empty-folder = No hay nada aquí.
empty-starred = Nada destacado. Pulse S en una conversación para encontrarla aquí después.
empty-search = No se encontró nada para «{ $q }». El correo no deseado y la papelera quedan fuera; añada in:anywhere para buscar también allí.
empty-unread = Nada sin leer.
empty-files = Nada con archivos.
list-offline = No se puede cargar la lista: sin conexión con el servidor.
list-failed = No se puede cargar la lista. { $why }
no-subject = (sin asunto)
no-recipient = (sin destinatario)
unknown-sender = (remitente desconocido)
you = usted
you-start = Usted
to-people = Para: { $names }
draft-mark = Borrador
row-unread = sin leer
row-count = { $n } mensajes
row-starred = destacado
row-files = con archivos
row-answered = respondido
row-failed = cambio rechazado: { $why }
selected = { $n } seleccionados
selection-actions = Acciones de la selección
move-to = Mover a
find-folder = Buscar una carpeta

## Conversation

conversation = Conversación
nothing-open = Elija una conversación para leerla aquí.
conversation-offline = No se puede cargar la conversación: sin conexión con el servidor.
conversation-failed = No se puede cargar la conversación. { $why }
conversation-gone = Esta conversación ya no existe.
earlier-messages = { $n } mensajes anteriores
position = { $n } de { $total }
newer = Más reciente
older = Más antiguo
not-junk = No es spam
reply-hint = Responder…
reply-everyone = Responder a todos…
message-from = Mensaje de { $name }
message-actions = Acciones del mensaje
message-body = Texto del mensaje
message-failed = Este mensaje no se puede mostrar. Descárguelo desde el menú.
fold-message = Plegar este mensaje
star-message = Destacar este mensaje
unstar-message = Quitar de destacados
download-message = Descargar el mensaje
to-list = para { $names }
to-some = para { $names } y { $n } más
to-nobody = para nadie con nombre
quoted-text = Texto citado
images-blocked = Las imágenes remotas están bloqueadas para proteger su privacidad.
light-card = Este mensaje está hecho para una página clara.
darken = Oscurecer
as-sent = Como se envió
body-truncated = Este mensaje es muy largo; el resto está en el mensaje descargado.
attachments = { $n ->
    [one] 1 adjunto
   *[other] { $n } adjuntos
  }
unnamed-file = Archivo sin nombre
download-file = Descargar { $name }
draft-here = Esto es un borrador. Solo usted puede verlo.
continue-writing = Seguir escribiendo

## What was done

archived = { $n ->
    [one] Conversación archivada
   *[other] { $n } conversaciones archivadas
  }
trashed = { $n ->
    [one] Conversación movida a la papelera
   *[other] { $n } conversaciones movidas a la papelera
  }
draft-trashed = { $n ->
    [one] Borrador movido a la papelera
   *[other] { $n } borradores movidos a la papelera
  }
junked = { $n ->
    [one] Conversación movida a correo no deseado
   *[other] { $n } conversaciones movidas a correo no deseado
  }
unjunked = { $n ->
    [one] No es spam: la conversación vuelve a la bandeja de entrada
   *[other] No son spam: { $n } conversaciones vuelven a la bandeja de entrada
  }
moved = { $n ->
    [one] Conversación movida a { $folder }
   *[other] { $n } conversaciones movidas a { $folder }
  }
marked-read = { $n ->
    [one] Marcado como leído
   *[other] { $n } conversaciones marcadas como leídas
  }
marked-unread = { $n ->
    [one] Marcado como no leído
   *[other] { $n } conversaciones marcadas como no leídas
  }
destroyed = { $n ->
    [one] Conversación eliminada
   *[other] { $n } conversaciones eliminadas
  }
destroy-title = { $n ->
    [one] ¿Eliminar esta conversación para siempre?
   *[other] ¿Eliminar { $n } conversaciones para siempre?
  }
destroy-text = Se quita del servidor y no se puede recuperar.
destroy-yes = Eliminar para siempre
undo = Deshacer
undone = Deshecho
undo-spoken = { $text }. Deshacer con Z.
failed-offline = Sin conexión con el servidor. No se ha cambiado nada.
failed-change = El servidor lo rechazó, así que se ha revertido. { $why }
part-failed = Esto no se puede cargar. { $why }
why-offline = No se puede contactar con el servidor.
why-busy = El servidor está ocupado. Inténtelo de nuevo en un momento.
why-server = Algo ha fallado en el servidor. Inténtelo más tarde.
why-unavailable = Otro servidor necesario para esto no está disponible ahora.
why-forbidden = No tiene permiso para hacerlo.
why-gone = Ya no existe.
why-exists = Ya hay uno con este nombre.
why-changed = Se ha modificado en otro lugar mientras tanto.
why-used = Todavía está en uso.
why-messages = Contiene mensajes.
why-invalid = El servidor no lo acepta así.
why-invalid-in = Incorrecto: { $what }.
why-missing = Falta algo.
why-missing-in = Falta: { $what }.
why-address = Esto no es una dirección de correo.
why-nobody = Aquí no hay ninguna persona ni grupo así.
why-search = El servidor no puede buscar esto.
why-full = No hay sitio para más.
why-mailbox-full = Su buzón está lleno.
why-large = Es demasiado grande.
why-often = Ha sido demasiado en poco tiempo. Inténtelo más tarde.
why-much = Es demasiado de una vez.
why-labels = Tendría demasiadas etiquetas.
why-folders = Estaría en demasiadas carpetas.
why-no-message = Esto no es un mensaje.
why-redirect = Cada dirección debe estar completa y empezar por https://.
why-client = No está registrado aquí.
why-client-address = La dirección a la que quiere devolverle no está registrada aquí.
why-provider = El proveedor no ha iniciado su sesión.
why-provider-wrong = Nada demuestra que la respuesta sea del proveedor.
why-provider-mailbox = Aquí no hay buzón para la dirección que indica el proveedor.
why-provider-address = El proveedor no indica ninguna dirección suya que haya comprobado.
why-provider-other = Ese buzón no corresponde a esta cuenta del proveedor.
why-provider-over = Este inicio de sesión ha terminado o empezó en otro lugar. Empiece de nuevo.
why-provider-lasting = El proveedor solo nos deja entrar un momento. La administración de aquí debe pedir más (offline_access).
why-recipients-many = Hay demasiados destinatarios.
why-recipients-none = No hay ningún destinatario.
why-recipients = El servidor no acepta { $what }.
why-from = No puede enviar desde esta dirección.
why-sending = No puede enviar ahora.
why-sent = Ya se ha enviado.
why-receipt-sent = El acuse de recibo ya se ha enviado.
why-sieve = Hay un error en el script: { $what }
why-sieve-active = El script está en uso.
why-list-not-offered = El mensaje no lo ofrece.
why-list-ambiguous = El mensaje indica más de una dirección para ello.
why-list-unsigned = Nada demuestra que la dirección pertenezca a la lista.
why-password-length = Necesita al menos { $n } caracteres.
why-password-long = Es demasiado larga.
why-password-letter = Necesita una letra.
why-password-cases = Necesita minúsculas y mayúsculas.
why-password-digit = Necesita una cifra.
why-password-special = Necesita un carácter que no sea letra ni cifra.
why-yubico-away = El servicio que comprueba las YubiKeys no responde. Inicie sesión de otro modo o inténtelo más tarde.
why-password-common = La usa demasiada gente: sería la primera en adivinarse.
why-password-same = Es la contraseña que ya tiene.
why-password-old = La contraseña actual no es correcta.
no-folder = No hay carpeta de { $role }.
arrived = Mensaje nuevo de { $from }: { $subject }
arrived-many = { $n } mensajes nuevos

## Writing

compose-new = Mensaje nuevo
compose-reply = Respuesta
compose-forward = Reenvío
compose-draft = Borrador
compose-window = Mensaje que se está escribiendo
from = De
to = Para
cc = Cc
bcc = Cco
reply-to = Responder a
subject = Asunto
date = Fecha
message-text = Texto del mensaje, el suyo
wrote = El { $date }, { $name } escribió:
forwarded-head = ---------- Mensaje reenviado ----------
draft-saved = Borrador guardado { $time }
draft-saving = Guardando…
draft-failed = Borrador no guardado; se vuelve a intentar
draft-discarded = Borrador descartado
draft-gone = Este borrador ya no existe.
close-draft = Cerrar y conservar el borrador
minimise = Minimizar
full-screen = Pantalla completa
smaller = Más pequeño
discard = Descartar el borrador
attach = Adjuntar archivos
remove-file = Quitar { $name }
uploading = Subiendo { $name }
upload-failed = La subida falló
file-too-large = Demasiado grande para este servidor
remove-recipient = Quitar { $name }
recipient-removed = { $name } quitado
suggestions = Sugerencias
send = Enviar
send-anyway = Enviar de todos modos
send-hint = Ctrl Intro envía
sending = Enviando…
sent = Mensaje enviado
sent-not-moved = El mensaje se envió, pero sigue en borradores. { $why }
send-failed = No enviado. { $why }
send-failed-offline = No enviado: sin conexión con el servidor. El mensaje se queda aquí.
send-failed-files = No enviado: un archivo no se pudo subir. Inténtelo otra vez o quítelo.
send-failed-address = «{ $text }» no es una dirección de correo.
send-failed-norecipients = Añada al menos un destinatario.
send-not-ready = No enviado: { $person } no tiene carpeta de borradores o identidad.

## Leaving

leave-title = Este enlace lleva a otro lugar
leave-text = Su texto nombra un sitio, pero lleva a otro. Siga solo si conoce este lugar:
leave-bad = Este enlace no se puede abrir.
leave-back = Volver a mi correo
leave-go = Abrirlo de todos modos

## Keyboard

scope-everywhere = En todas partes
scope-list = Lista
scope-conversation = Conversación o selección
scope-composer = Escribir
single-keys = Las teclas sueltas funcionan sin Ctrl
cmd-help = Ayuda y atajos de teclado
cmd-search = Buscar
cmd-compose = Mensaje nuevo
cmd-undo = Deshacer
cmd-go-inbox = Ir a la bandeja de entrada
cmd-go-starred = Ir a destacados
cmd-go-sent = Ir a enviados
cmd-go-drafts = Ir a borradores
cmd-go-archive = Ir al archivo
cmd-next = Conversación siguiente
cmd-previous = Conversación anterior
cmd-open = Abrir la conversación
cmd-back = Volver a la lista
cmd-select = Seleccionar
cmd-select-all = Seleccionar todo
cmd-select-none = No seleccionar nada
cmd-select-read = Seleccionar leídos
cmd-select-unread = Seleccionar no leídos
cmd-select-starred = Seleccionar destacados
cmd-select-down = Ampliar la selección hacia abajo
cmd-select-up = Ampliar la selección hacia arriba
cmd-archive = Archivar
cmd-delete = Eliminar
cmd-junk = Correo no deseado
cmd-star = Destacar
cmd-move = Mover a…
cmd-read = Marcar como leído
cmd-unread = Marcar como no leído
cmd-unread-from = Marcar como no leído desde aquí
cmd-archive-newer = Archivar e ir al más reciente
cmd-archive-older = Archivar e ir al más antiguo
cmd-reply = Responder
cmd-reply-all = Responder a todos
cmd-forward = Reenviar
cmd-next-message = Mensaje siguiente
cmd-previous-message = Mensaje anterior
cmd-unfold = Desplegar todos los mensajes
cmd-fold = Plegar todos los mensajes
cmd-up = Subir un nivel
key-send = Enviar
key-cc = Mostrar Cc
key-bcc = Mostrar Cco
key-close-draft = Cerrar, se conserva el borrador

## Reading, beyond the text

settings = Ajustes
chunk-failed = Esta parte no se pudo cargar. Compruebe la conexión e inténtelo de nuevo.
ok = Aceptar
copy = Copiar
copied = Copiado
verified = Remitente verificado
verified-why = { $domain } firmó este mensaje y nuestro servidor lo comprobó.
unverified = Sin verificar
unverified-why = Nuestro servidor no halló prueba de que esta dirección enviara el mensaje.
signed = Firmado
signed-why = { $email } firmó este mensaje con su propio certificado; no ha cambiado desde entonces.
signed-not = Firma no válida
warn-failed = Este mensaje no superó la comprobación del remitente. Probablemente no viene de { $domain }.
warn-alike = { $domain } se parece a { $known }, pero es otro dominio.
warn-name = El remitente se llama { $name }, pero la dirección es { $email }.
warn-reply = Una respuesta iría a { $email }.
warn-first = Es el primer mensaje que { $name } le envía.
i-know = Conozco a este remitente
images-blocked-for-good = Las imágenes remotas están bloqueadas para proteger su privacidad.
show-images = Mostrar imágenes
always-show = Mostrar siempre
always-from = De { $who }
reply-list = Responder a la lista
forward-file = Reenviar como archivo
edit-as-new = Editar como nuevo
unsubscribe = Cancelar la suscripción
unsubscribed = Su suscripción a esta lista está cancelada.
unsubscribe-failed = Falló la cancelación con un clic. { $why }
filter-like-this = Filtrar mensajes como este
show-source = Código del mensaje
source-headers = Cabeceras
source-all = Código completo
save-file = Guardar
save-all = Guardar todo ({ $size })
save-all-failed = Los archivos no se pudieron guardar.
preview-file = Ver { $name }
preview-failed = Este archivo no se puede mostrar. Guárdelo.
preview-previous = Archivo anterior
preview-next = Archivo siguiente
invitation = Invitación
event-when = Cuándo
event-where = Dónde
event-who = Organiza
event-guests = Invitados
event-untitled = Evento sin título
event-cancelled = Cancelado
event-by = { $n ->
    [0] de { $name }
    [one] de { $name }, un invitado
   *[other] de { $name }, { $n } invitados
  }
card-add = Añadir a los contactos
card-added = Añadido a sus contactos
card-failed = El contacto no se pudo añadir.
row-muted = silenciado

## Labels, snooze, mute

labels = Etiquetas
cmd-label = Etiqueta
label-find = Buscar o crear una etiqueta
label-make = Crear «{ $name }»
label-none = Aún no hay etiquetas: escriba un nombre
label-remove = Quitar la etiqueta { $name }
label-added = { $n ->
    [one] Etiqueta { $name } puesta
   *[other] { $n } conversaciones con la etiqueta { $name }
  }
label-removed = { $n ->
    [one] Etiqueta { $name } quitada
   *[other] Etiqueta { $name } quitada de { $n } conversaciones
  }
cmd-snooze = Posponer
snooze-until = Posponer hasta
snoozed = { $n ->
    [one] Pospuesto hasta { $date }
   *[other] { $n } conversaciones pospuestas hasta { $date }
  }
unsnooze = Volver ya a la bandeja de entrada
unsnoozed = { $n ->
    [one] De vuelta en la bandeja de entrada
   *[other] { $n } conversaciones de vuelta en la bandeja de entrada
  }
later-today = Más tarde hoy
later-evening = Esta tarde
later-tomorrow = Mañana por la mañana
later-weekend = El fin de semana
later-monday = El lunes por la mañana
later-pick = Elegir fecha y hora…
later-when = Fecha y hora
later-past = Elija un momento futuro.
later-far = El servidor guarda mensajes hasta { $date } como máximo.
cmd-mute = Silenciar
muted = { $n ->
    [one] Silenciado: las respuestas no llegan a la bandeja
   *[other] { $n } conversaciones silenciadas
  }
unmuted = { $n ->
    [one] Ya no está silenciado
   *[other] { $n } conversaciones ya no están silenciadas
  }
all-starred = { $n } conversaciones destacadas
cmd-print = Imprimir
all-selected = Las { $n } conversaciones de aquí están seleccionadas.
select-matching = Seleccionar las { $n } conversaciones de aquí
bulk-working = Procesando todas las conversaciones…

## Folders, in and out

list-menu = Menú de la lista
density-comfortable = Filas amplias
density-cosy = Filas medias
density-compact = Filas compactas
searches = Búsquedas
search-save = Guardar esta búsqueda
search-menu = Búsqueda { $name }
search-forget = Olvidar esta búsqueda
quota = { $used } de { $limit } usados
folder-menu = Carpeta { $name }
folder-name = Nombre
folder-name-empty = Dé un nombre a la carpeta.
folder-name-taken = Ya hay una carpeta «{ $name }».
folder-make = Carpeta nueva
folder-make-inside = Carpeta nueva dentro
folder-rename = Cambiar el nombre de la carpeta
folder-move = Mover la carpeta
folder-moved = Carpeta { $name } movida
folder-place = Dentro de
folder-top = (nivel superior)
folder-read = Marcar todo como leído
folder-all-read = Todo en { $name } está leído
folder-hide = Ocultar carpeta
folder-show = Mostrar carpeta
folder-hidden = { $name } está ahora en «Más carpetas»
folders-more = { $n ->
    [one] Una carpeta más
   *[other] { $n } carpetas más
  }
folder-share = Compartir carpeta
folder-share-title = Compartir { $name }
folder-share-text = Los demás la encuentran entre sus carpetas, bajo su dirección. Un grupo comparte con todos sus miembros.
share-everybody = Todos en { $domain }
share-nobody = Aquí no hay ninguna persona ni grupo con ese nombre.
share-read = Leer
share-mark = Leer y marcar
share-write = Leer y cambiar
share-all = Todo
share-own = Como se indica abajo
share-details = Qué puede hacer { $who }, en detalle
share-mayreaditems = Leer
share-maysetseen = Marcar como leído
share-maysetkeywords = Destacar y etiquetar
share-mayadditems = Añadir mensajes
share-mayremoveitems = Mover y eliminar mensajes
share-maycreatechild = Crear carpetas dentro
share-maydelete = Cambiar el nombre y eliminar la carpeta
share-maysubmit = Enviar a ella
share-mayshare = Compartirla con otros
folder-role = Usar esta carpeta para…
folder-role-title = Para qué sirve { $name }
folder-role-label = Para qué sirve esta carpeta
folder-role-none = Nada en particular
folder-role-moves = { $name } tiene ahora esta función y la cede.
folder-older = Limpiar mensajes antiguos…
folder-older-title = Limpiar { $name }
folder-older-than = Más antiguos que
folder-older-do = Qué hacer con ellos
folder-older-move = Mover a { $name }
folder-older-found = { $n ->
    [0] Ningún mensaje es tan antiguo.
    [one] Un mensaje es así de antiguo.
   *[other] { $n } mensajes son así de antiguos.
  }
folder-older-go = Limpiar
folder-older-done = { $n ->
    [one] Un mensaje antiguo retirado
   *[other] { $n } mensajes antiguos retirados
  }
folder-import = Importar mensajes…
folder-export-mbox = Exportar como mbox
folder-export-zip = Exportar como zip de .eml
folder-empty = Vaciar la carpeta
folder-emptied = La carpeta está vacía
folder-empty-title = ¿Vaciar { $name }?
folder-empty-text = { $n ->
    [one] Un mensaje se quita del servidor y no se puede recuperar.
   *[other] { $n } mensajes se quitan del servidor y no se pueden recuperar.
  }
folder-remove = Eliminar la carpeta
folder-removed = Carpeta { $name } eliminada
folder-remove-title = ¿Eliminar la carpeta { $name }?
folder-remove-text = { $n ->
    [0] Está vacía.
    [one] El mensaje que contiene también se elimina y no se puede recuperar.
   *[other] Los { $n } mensajes que contiene también se eliminan y no se pueden recuperar.
  }
folder-has-children = Elimine o mueva primero las carpetas que contiene.
import-working = Importando…
imported = { $n ->
    [one] Un mensaje importado
   *[other] { $n } mensajes importados
  }
import-failed = No se importó todo. { $why }
export-working = Reuniendo mensajes…
export-failed = La exportación falló. { $why }

## Writing, beyond the text

editor-failed = El editor no se pudo cargar. Cierre el borrador y ábralo otra vez.
formatting = Formato
format-bold = Negrita
format-italic = Cursiva
format-underline = Subrayado
format-strike = Tachado
format-colour = Color del texto
format-bullets = Viñetas
format-numbers = Números
format-quote = Cita
format-unquote = Menos citado
format-link = Enlace
format-image = Imagen
format-more = Más formato
format-large = Grande
format-small = Pequeño
format-normal = Tamaño normal
format-rtl = De derecha a izquierda
format-ltr = De izquierda a derecha
format-center = Centrado
format-clear = Quitar el formato
colour-0 = Habitual
colour-1 = Rojo
colour-2 = Naranja
colour-3 = Ámbar
colour-4 = Verde
colour-5 = Verde azulado
colour-6 = Azul
colour-7 = Violeta
colour-8 = Gris
link-address = Dirección
link-bad = Escriba una dirección web o de correo.
link-set = Poner enlace
link-remove = Quitar enlace
draft-conflict = Este borrador también se cambió en otro lugar. Ambas versiones están en borradores.
draft-left = Escribió esto en una página que se cerró antes de guardarlo.
upload-waiting = esperando la conexión
send-later = Enviar más tarde
scheduled = Sale { $date }
sending-soon = Enviando…
undo-late = Demasiado tarde: el mensaje está en camino. { $why }
undo-hint = { $n } s para deshacer tras el envío
outbox-kept = Sin conexión: el mensaje saldrá en cuanto haya una.
outbox-sent = Enviado: { $subject }
templates = Plantillas
template-save = Guardar como plantilla
template-unnamed = Plantilla sin título
compose-more = Más opciones
priority-high = Prioridad alta
priority-normal = Prioridad normal
priority-low = Prioridad baja
receipt-ask = Pedir confirmación de lectura
receipt-on = Confirmación
rich-text = Texto con formato
plain-text = Texto sin formato
doubt-no-subject-title = ¿Enviar sin asunto?
doubt-no-subject-text = El mensaje no tiene asunto. Podría pasar inadvertido.
doubt-forgotten-file-title = ¿Olvidó un archivo?
doubt-forgotten-file-text = El texto habla de un adjunto, pero no hay ninguno.
doubt-no-reply-title = Nadie lee esta dirección
doubt-no-reply-text = Un destinatario es una dirección de no responder. Probablemente nadie lea el mensaje.
doubt-many-title = ¿Enviar a tantas personas?
doubt-many-text = Todos ven la dirección de todos. Use Cco para mantenerlas privadas.
settings-not-saved = Sus ajustes no se pudieron guardar en el servidor.

## Palette and search

palette = Órdenes
palette-hint = ¿Qué quiere hacer?
palette-folders = Ir a
palette-nothing = No se encontró nada
cmd-palette = Órdenes
cmd-go-folder = Ir a carpeta o etiqueta…
cmd-go-snoozed = Ir a pospuestos
cmd-go-settings = Ir a ajustes
cmd-reply-large = Responder, en grande
cmd-reply-all-large = Responder a todos, en grande
cmd-forward-large = Reenviar, en grande
settings-labels = Etiquetas
search-chips = Partes de esta búsqueda
search-without = Buscar sin { $what }
search-anywhere = También no deseado y papelera
search-month = Último mes

## Settings

add = Añadir
save = Guardar
saved = Guardado
move-up = Subir { $name }
move-down = Bajar { $name }
copy-what = Copiar: { $what }
seconds = { $n } segundos
settings-appearance = Apariencia
settings-mail = Leer y escribir
settings-identities = Nombres y firmas
settings-templates = Plantillas
settings-filters = Filtros y reenvío
settings-vacation = Mensaje de ausencia
settings-notifications = Notificaciones
settings-privacy = Privacidad
settings-security = Seguridad
settings-clients = Conectar un programa
settings-shortcuts = Teclado
settings-import = Importar y exportar
set-look = Aspecto
set-density = Filas de la lista
set-darken = Oscurecer los mensajes
set-darken-hint = En el tema oscuro, también los hechos para una página clara.
set-region = Idioma y región
set-language = Idioma
set-language-auto = Como el navegador
set-zone = Zona horaria
set-zone-auto = Como este dispositivo ({ $zone })
set-reading = Lectura
set-read = Marcar como leído
set-read-now = Al abrir
set-read-after = Tras { $n } segundos
set-read-never = Solo a mano
set-receipts = Cuando un remitente pide confirmación de lectura
set-receipts-hint = Nunca se envía nada sin preguntar.
set-receipts-ask = Avisar
set-receipts-never = No hacer caso
set-writing = Escritura
set-undo = Tiempo para deshacer el envío
set-undo-none = Ninguno
set-plain = Escribir texto sin formato
set-plain-hint = Sin formato; cada mensaje se puede cambiar.
set-collect = Recordar a quienes escribe
set-collect-hint = { $n ->
    [0] Se sugieren la próxima vez.
    [one] Una dirección recordada.
   *[other] { $n } direcciones recordadas.
  }
set-collect-clear = Olvidar las direcciones recordadas
set-swipes = Deslizar
set-swipes-text = En el teléfono, en la lista.
set-swipe-start = Hacia delante (a la derecha)
set-swipe-end = Hacia atrás (a la izquierda)
set-swipe-none = Nada
set-identities-text = Una respuesta sale desde la dirección a la que llegó el mensaje.
set-default-identity = Para mensajes nuevos
set-name = Nombre
set-signature = Firma
set-text = Texto
set-folder = Carpeta
set-templates-text = Insértelas al escribir. { "{name}" }, { "{first}" }, { "{date}" } y { "{subject}" } se rellenan.
template-new = Plantilla nueva
template-remove = Eliminar la plantilla { $name }
template-removed = Plantilla eliminada
set-labels-text = Las etiquetas son palabras clave de IMAP: otros programas también las ven.
label-new = Etiqueta nueva
label-name = Nombre de { $name }
label-colour = Color de { $name }
label-delete = Eliminar la etiqueta { $name }
label-deleted = Etiqueta { $name } eliminada; los mensajes conservan la palabra clave
hue-1 = Azul
hue-2 = Verde
hue-3 = Naranja
hue-4 = Violeta
hue-5 = Rosa
hue-6 = Verde azulado
hue-7 = Ámbar
hue-8 = Gris
set-notices = Notificaciones de escritorio
set-notices-text = Para este navegador, mientras Hayloft esté abierto y no al frente.
set-notices-on = Mostrar notificaciones
set-notices-hint = El navegador pide permiso una vez.
set-notices-none = Este navegador no tiene notificaciones.
set-notices-refused = El navegador lo rechazó. Permita las notificaciones de este sitio en sus ajustes.
set-notices-folders = Para correo nuevo en
mail-shared = Quién ve su correo
mail-shared-text = Tienen sus carpetas junto a las propias. Un grupo comparte con todos sus miembros.
mail-shared-none = Nadie más que usted.
mail-shared-add = Dar acceso a alguien
mail-shared-who = Persona o grupo
mail-shared-right = Qué puede hacer { $who }
mail-shared-send = Cómo puede enviar { $who }
mail-shared-remove = Dejar de compartir con { $who }
mail-right-read = Leer
mail-right-write = Leer y cambiar
mail-send-no = No enviar
mail-send-behalf = Enviar de su parte
mail-send-as = Enviar en su nombre
privacy-images = Imágenes remotas
privacy-images-text = Estos remitentes pueden mostrarlas siempre. Llegan por este servidor, nunca directamente.
privacy-trusted = Remitentes conocidos
privacy-trusted-text = Usted dijo que los conoce: no hay avisos para estas direcciones.
privacy-nobody = Nadie todavía.
privacy-domain = todos en { $domain }
privacy-remove = Quitar { $who }
set-shortcuts-text = Las teclas de Gmail, donde Gmail las tiene. Pulse ? para verlas.
set-import-text = .eml, .mbox y sus zip entran; una carpeta sale como un archivo.
set-vacation-text = Responde a quienes le escriben durante su ausencia, a cada uno solo de vez en cuando.
set-vacation-on = Responder automáticamente
set-vacation-from = Desde
set-vacation-to = Hasta
set-vacation-order = El final debe ser posterior al comienzo.
filters-text = El servidor aplica las reglas cuando llega el correo, sea cual sea el programa con que lo lea.
filters-none = Aún no hay reglas.
filter-refused = El servidor lo rechazó. { $why }
filter-new = Regla nueva
filter-edit = Regla
filter-on = La regla { $name } está activa
filter-remove = Eliminar la regla { $name }
filter-removed = Regla eliminada
filters-rules = Reglas
filter-script = Su propio guion
filter-edit-script = Editar el guion
filter-sieve = Guion Sieve
filter-own = Para quienes escriben Sieve. Se ejecuta tras las reglas, que nunca lo tocan.
filter-need-name = Dé un nombre a la regla.
filter-need-test = Indique qué buscar.
filter-need-action = Elija qué hacer.
filter-need-folder = Elija una carpeta.
filter-need-label = Cree antes una etiqueta en Ajustes, Etiquetas.
filter-when = Cuándo
filter-when-all = Cuando todo esto se cumple
filter-when-any = Cuando algo de esto se cumple
filter-then = Entonces
filter-add-test = Y…
filter-add-action = Y además…
filter-remove-test = Quitar esta condición
filter-remove-action = Quitar esta acción
filter-try = ¿Qué atraparía?
filter-caught = { $n ->
    [0] Del correo que hay: nada.
    [one] Del correo que hay, un mensaje: { $subjects }
   *[other] Del correo que hay, { $n } mensajes, los más recientes: { $subjects }
  }
filter-field = Parte del mensaje
filter-field-from = Remitente
filter-field-recipient = Destinatario
filter-field-subject = Asunto
filter-field-body = Texto
filter-field-list = Lista de correo
filter-field-header = Cabecera
filter-field-size = Tamaño
filter-field-attachment = Tiene un adjunto
filter-header = Nombre de la cabecera
filter-match = Cómo
filter-match-contains = contiene
filter-match-not-contains = no contiene
filter-match-is = es
filter-match-not-is = no es
filter-match-startswith = empieza por
filter-match-endswith = termina en
filter-match-over = es mayor que
filter-match-under = es menor que
filter-value = Qué
filter-action = Acción
filter-do-move = Mover a
filter-do-copy = Copiar a
filter-do-label = Etiqueta
filter-do-flag = Destacar
filter-do-markread = Marcar como leído
filter-do-forward = Reenviar una copia a
filter-do-redirect = Reenviar a, sin conservar nada
filter-do-reject = Rechazar con las palabras
filter-do-delete = Mover a la papelera
filter-do-discard = Eliminar sin rastro
filter-do-stop = Fin: no más reglas
filter-choose = Elegir…
filter-address = Dirección de reenvío
filter-reject-text = Palabras para el remitente
clients-account = Su cuenta
clients-text = La mayoría de los programas solo necesitan su dirección: el resto lo encuentran solos.
clients-user = Nombre de usuario
clients-password = Mejor con una contraseña de aplicación, una para cada programa.
clients-mail = Servidores de correo
clients-none = El servidor no lo dijo. Pregunte a su administrador.
clients-dav = Calendarios y contactos
clients-dav-text = Una dirección para ambos.
clients-phones = Teléfonos
clients-phones-text = Apunte con la cámara. El teléfono pide su dirección y una contraseña: mejor una contraseña de aplicación.
clients-apple = iPhone, iPad: correo, calendarios y contactos
clients-android = Android con DAVx5: calendarios y contactos
password-text = Para iniciar sesión aquí.
password-old = Contraseña actual
password-new = Contraseña nueva
password-again = Contraseña nueva otra vez
password-differ = Las dos contraseñas nuevas no coinciden.
password-change = Cambiar la contraseña
password-changed = Su contraseña ha cambiado.
password-refused = La contraseña no se cambió. { $why }
app-passwords = Contraseñas de aplicación
app-passwords-text = Una contraseña para un solo programa, que se puede quitar.
app-passwords-none = Ninguna todavía.
app-password-new = Contraseña de aplicación nueva
app-password-for = ¿Para qué programa?
app-password-example = Thunderbird en casa
app-password-may = Puede usar
app-password-make = Crear contraseña
app-password-made = Su contraseña de aplicación
app-password-once = Cópiela ahora: solo se muestra esta vez.
app-password-used = Último uso { $when }
app-password-remove = Eliminar la contraseña de aplicación { $name }
app-password-removed = Contraseña de aplicación eliminada
protocol-imap = Correo (IMAP)
protocol-smtp = Envío (SMTP)
protocol-dav = Calendarios, contactos
protocol-pop3 = Correo (POP3)
protocol-sieve = Filtros (Sieve)
protocol-jmap = JMAP
sessions = Navegadores conectados
sessions-text = Cerrar sesión en todas partes los cierra todos, también este.
sessions-this = este
sign-in-over = Ha tardado demasiado. Empiece de nuevo.
forgot = ¿Olvidó su contraseña?
forgot-text = Enviamos un enlace a su dirección de recuperación, si su cuenta tiene una.
forgot-send = Enviar el enlace
forgot-sent = Si esta cuenta tiene una dirección de recuperación, un enlace va en camino. Vale 15 minutos.
forgot-back = Volver a iniciar sesión
reset-title = Elegir una contraseña nueva
reset-text = Este enlace sirve una vez. Quien tenga una sesión abierta en esta cuenta la perderá con la contraseña nueva.
reset-over = Este enlace ya se usó o es demasiado antiguo. Pida otro.
recovery-address = Dirección de recuperación
recovery-address-text = Si olvida su contraseña, se envía a esta dirección un enlace para elegir una nueva.
code = Código
code-hint = Seis cifras de su aplicación de autenticación.
code-hint-recovery = Seis cifras de su aplicación de autenticación o un código de recuperación.
code-hint-recovery-only = Uno de sus códigos de recuperación.
code-hint-yubico = Con una YubiKey: tóquela con el cursor en el campo.
code-empty = Escriba el código.
code-wrong = Ese código es incorrecto o ya se usó.
key-wrong = Esa llave no fue aceptada.
key-none = Ninguna llave respondió. Inténtelo de nuevo.
key-failed = No se pudo usar la llave. { $why }
use-key = Usar una llave de seguridad
use-passkey = Usar una llave de acceso
step-go = Continuar
step-enrol = Su administración pide un segundo paso. Configure una aplicación de autenticación.
step-new-password = Elija una contraseña nueva de al menos { $n } caracteres.
step-passkey = Use la huella, la cara o el PIN de este dispositivo, o su llave de seguridad.
step-back = Empezar de nuevo
factors = Inicio de sesión en dos pasos
factors-text = Con un segundo paso, la contraseña sola ya no abre este buzón. Los programas de correo necesitan entonces contraseñas de aplicación.
factors-required = Su administración exige un segundo paso. Los programas de correo necesitan contraseñas de aplicación.
factor-app = Aplicación de autenticación
factor-app-text = Una aplicación en su teléfono muestra un código nuevo cada 30 segundos.
factor-app-add = Configurar una aplicación
factor-app-added = La aplicación de autenticación está activada
factor-app-off-text = Ya no se pedirán códigos de esta aplicación.
factor-since = Desde { $when }
factor-on = Activar
factor-off = Desactivar
factor-qr = Código QR para la aplicación de autenticación
factor-scan = Escanéelo con la aplicación o escriba este secreto:
factor-open-app = Abrir en una aplicación de este dispositivo
keys = Llaves de seguridad y de acceso
keys-text = Una llave de acceso inicia su sesión con huella, cara o PIN, sin contraseña.
key-add = Añadir una llave
key-added = Llave añadida
key-default = Llave { $n }
key-name = Nombre
key-passkey = Llave de acceso
key-second = Segundo paso
key-rename = Cambiar el nombre de { $name }
key-remove = Quitar { $name }
key-remove-short = Quitar la llave
key-remove-text = Esta llave ya no iniciará su sesión.
yubico = YubiKeys que escriben códigos
yubico-text = Donde las llaves de seguridad no funcionan: la YubiKey escribe un código cuando la toca.
yubico-add = Añadir una YubiKey
yubico-touch = Ponga el cursor aquí y toque la YubiKey.
yubico-code = Código de la YubiKey
yubico-default = YubiKey { $n }
yubico-kind = Escribe códigos
recovery = Códigos de recuperación
recovery-left = { $n } sin usar
recovery-new = Códigos nuevos
recovery-made = Los códigos anteriores ya no valen
recovery-text = Cada código sirve una vez, cuando no tenga a mano el teléfono o la llave. Guárdelos en un lugar seguro: solo se muestran ahora.
recovery-kept = Los he guardado
prove-title = ¿Es usted?
prove-text = Escriba otra vez su contraseña para cambiar cómo inicia sesión.
prove-wrong = Esa no es su contraseña.
rule-length = Al menos { $n } caracteres.
rule-also = Al menos { $n } caracteres, con { $also }.
rule-letter = una letra
rule-cases = minúsculas y mayúsculas
rule-digit = una cifra
rule-special = un carácter especial
password-end-others = Cerrar la sesión en todos los demás navegadores
session-on = { $browser } en { $system }
session-unknown = Programa desconocido
session-seen = { $when } desde { $address }
session-since = Sesión iniciada { $when } ({ $way })
session-end = Cerrar sesión
session-end-name = Cerrar sesión: { $name }
session-ended = Sesión cerrada
sessions-end-others = Cerrar todas las demás
way-password = contraseña
way-totp = contraseña y código
way-recovery = contraseña y código de recuperación
way-key = contraseña y llave
way-passkey = llave de acceso
way-yubico = contraseña y YubiKey
way-administrator = un administrador
way-provider = un proveedor externo
protocol-administrator = Abierto por un administrador
last-logins = Últimos inicios de sesión
last-logins-text = Por servicio. Si algo parece extraño, cambie su contraseña.
protocol-web = Web
protocol-api = Interfaz de programación
programs = Programas con acceso
programs-text = No necesitan contraseña hasta que retire el acceso.
programs-end = Retirar
programs-end-name = Retirar: { $name }
programs-ended = Acceso retirado
oauth-title = ¿Permitir { $client }?
oauth-wants = Este programa quiere:
oauth-lasts = Esto dura hasta que lo retire en los ajustes.
oauth-as = Sesión iniciada como { $address }
oauth-other = Usar otra cuenta
oauth-allow = Permitir
oauth-deny = No permitir
oauth-problem = No se puede responder
oauth-wrong = El programa que le trajo aquí preguntó de forma incorrecta. { $why }
oauth-over = Esto ha tardado demasiado. Vuelva al programa y empiece de nuevo.
oauth-sign-in = Para continuar a { $client }
oauth-prove = { $client } quiere asegurarse de que es usted.
oauth-scope-openid = saber que es usted
oauth-scope-profile = ver su nombre
oauth-scope-email = ver su dirección
oauth-scope-mail = leer, cambiar y enviar su correo
oauth-scope-dav = leer y cambiar sus calendarios y contactos
provider-sign-in = Iniciar sesión con { $name }
provider-failed = Este inicio de sesión no abrió nada
provider-away = No se pudo consultar al proveedor. { $why }

## Receipts

receipt-wanted = { $name } pide confirmación de lectura.
receipt-send = Enviar confirmación
receipt-no = No
receipt-sent = Confirmación enviada
set-push = También con Hayloft cerrado
set-push-hint = El mensaje se queda aquí; por el servicio del navegador solo pasa que hay novedades.
set-push-failed = No se pudo activar el aviso. { $why }
set-offline = Conservar el correo en este navegador
set-offline-hint = Las conversaciones más recientes se leen sin conexión. Desactívelo en un equipo compartido.

## Several mailboxes

accounts = Buzones
account-shared = Compartido con usted
account-elsewhere = Con otro proveedor
outside = Cuentas de otros proveedores
outside-text = El correo que tiene con otro proveedor, leído y contestado desde aquí. La contraseña se guarda cifrada.
outside-add = Añadir una cuenta
outside-remove = Quitar { $address }
outside-fault = No se pudo conectar: { $why }
outside-login = Nombre de usuario allí
outside-imap = Correo entrante (IMAP)
outside-smtp = Correo saliente (SMTP)
outside-host = Servidor
outside-port = Puerto
outside-tls = Cifrado
mail-sign-in = Iniciar sesión en { $name }
mail-sign-in-text = No hace falta contraseña: inicia sesión en { $name } y permite leer y enviar su correo desde aquí.
mail-sign-in-password = Usar una contraseña
mail-sign-in-over = Vuelva a iniciar sesión allí: el acceso ha terminado.
mail-sign-in-again = Iniciar sesión de nuevo
mail-sign-in-none = No hay ningún proveedor registrado para esta cuenta.
sync = Correo traído de otro lugar
sync-text = El correo de otro servidor se copia a este buzón una y otra vez, cada mensaje una sola vez.
sync-add = Traer correo
sync-remove = Dejar de traer de { $name }
sync-login = Dirección o nombre de usuario allí
sync-minutes = Minutos entre dos ejecuciones
sync-running = En marcha
sync-never = Aún no se ha ejecutado
sync-well = { $when }: { $n } copiados
sync-failed = { $when }: falló ({ $why })
providers = Proveedores de correo externos
providers-text = Donde inicia sesión, en lugar de dar una contraseña, quien tiene correo en otro lugar. Registre primero este servidor allí y copie lo que le den.
providers-add = Añadir un proveedor
providers-grants = { $n } con sesión iniciada
providers-kind = Proveedor
providers-other = Otro
providers-client = ID de cliente
providers-secret = Secreto de cliente
providers-secret-kept = sin cambios
providers-domains = Dominios de las direcciones a las que se ofrece
providers-authorize = Dónde se inicia sesión (URL)
providers-token = Dónde se dan los tokens (URL)
providers-scopes = Ámbitos
providers-redirect = URI de redirección que registrar allí:
providers-remove-text = Ya no se podrá llegar a las cuentas y tareas que inician sesión allí.

## Cómo está el servidor (administración)

settings-server = Este servidor
server-well = Todo funciona.
server-queue = En camino
server-deferred = { $n ->
    [0] nada espera
    [one] uno espera otro intento
   *[other] { $n } esperan otro intento
  }
server-quarantine = En cuarentena
server-refused-signins = Accesos rechazados, 15 minutos
server-banned = { $n ->
    [0] nadie está bloqueado
    [one] una red está bloqueada
   *[other] { $n } redes están bloqueadas
  }
server-disk = Libre para correo
server-day = Correo de las últimas 24 horas
server-day-text = { $taken } aceptados, { $refused } rechazados
server-taken = aceptados
server-refused = rechazados
server-services = Servicios
server-memory = Juntos ocupan { $size } de memoria.
server-rspamd = Las páginas propias de Rspamd
server-restarts = { $n ->
    [one] reiniciado una vez
   *[other] reiniciado { $n } veces
  }
server-down = no responde
server-bans = Bloqueados
server-until = hasta el { $when }
server-dns = Registros DNS
server-dns-text = Pregunta a los servidores de nombres de cada dominio por lo que necesitan los programas de correo y otros servidores.
server-dns-check = Comprobar ahora
server-dns-unknown = nadie responde
server-dns-wrong = { $n ->
    [0] todo está bien
    [one] un registro necesita atención
   *[other] { $n } registros necesitan atención
  }

## Programs of others (administrators)

settings-oauth = Programas ajenos
oauth-clients-text = Otros programas y sitios web en los que se entra con la cuenta de aquí, por OpenID Connect u OAuth 2. Cada persona decide sobre su cuenta; lo que permita aquí es lo máximo que un programa puede pedir.
oauth-clients-none = Ninguno todavía.
oauth-client-add = Añadir un programa
oauth-client-change = Cambiar { $name }
oauth-client-remove = Eliminar { $name }
oauth-client-remove-text = Ya no podrá dar entrada a nadie, y termina todo acceso que se le haya dado.
oauth-client-remove-yes = Eliminar
oauth-client-removed = Programa eliminado
oauth-client-off = Desactivado
oauth-client-name = Nombre que lee la gente
oauth-client-redirects = Direcciones a las que se vuelve, una por línea
oauth-client-may = Puede pedir
oauth-client-trusted = Programa propio: no preguntar
oauth-client-active = En uso
oauth-client-public = Una aplicación que no puede guardar un secreto
oauth-client-renew = Secreto nuevo
oauth-client-revoke = Terminar todo acceso
oauth-client-made = Para los ajustes del programa
oauth-client-once = Copie el secreto ahora: solo se muestra esta vez.

## Junk mail, and addresses for a time

settings-junk = Correo no deseado
settings-addresses = Direcciones temporales
junk-score = Rigor
junk-score-text = El servidor da a cada mensaje puntos por lo que tiene de sospechoso. Cuanto más bajo, más estricto.
junk-from = Va a no deseados desde
junk-refused-from = Se rechaza desde
junk-usual = Como en el servidor
junk-try = ¿Qué habría detectado?
junk-week = De los { $total } mensajes de la última semana, { $junk } habrían ido a no deseados y { $refused } se habrían rechazado.
junk-allow = Nunca no deseado
junk-allow-text = Su correo entra, sean cuales sean sus puntos.
junk-deny = Siempre rechazado
junk-deny-text = Su correo no entra.
junk-who = Dirección o dominio
held = Retenidos
held-text = Correo para usted que se rechazó. Se guarda un tiempo por si fue un error.
held-none = No hay nada retenido.
held-release = Dejar entrar: { $subject }
held-remove = Eliminar: { $subject }
held-release-short = Dejar entrar
held-remove-short = Eliminar
held-released = Llega a la bandeja de entrada y el filtro aprende de ello
held-removed = Mensaje eliminado
held-score = { $when } · { $score } puntos
held-virus = { $when } · virus
held-often = Avisarme por correo
held-often-never = Nunca
held-often-hourly = Cada hora
held-often-daily = Cada día
held-often-weekly = Cada semana
held-kind = De qué
held-kind-reject = Lo rechazado
held-kind-add-header = Lo que fue a no deseados
held-kind-all = Ambos
timed-text = Una dirección que nadie adivina, para una tienda o un formulario. Su correo le llega hasta que termina; también puede escribir con ella.
timed-none = Ninguna todavía.
timed-what = Para qué es
timed-span = Cuánto dura
timed-make = Crear dirección
timed-made = Dirección creada
timed-remove = Eliminar la dirección { $address }
timed-removed = Dirección eliminada
timed-extend = Cuánto dura { $address } a partir de ahora
timed-change = Prolongar…
timed-until = Hasta { $when }
timed-over = Terminó { $when }
timed-1 = Una hora
timed-24 = Un día
timed-168 = Una semana
timed-720 = 30 días
timed-8760 = Un año
timed-87600 = Diez años
timed-ever = Para siempre
mail-shared-mark = Otros ven este correo
settings-smime = Correo firmado y cifrado
smime-keys = Sus claves
smime-keys-text = Con una clave S/MIME firma sus mensajes y lee lo que se cifró para usted. La clave se guarda sellada en el servidor y nunca se entrega. Conserve las claves caducadas: abren mensajes antiguos.
smime-keys-none = Aún no tiene ninguna clave.
smime-issuer = Emitida por { $issuer }
smime-until = Válida hasta el { $date }
smime-expired = Caducó el { $date }; aún abre mensajes antiguos
smime-remove = Quitar la clave de { $name }
smime-remove-text = Los mensajes cifrados para esta clave ya no se podrán leer aquí.
smime-remove-do = Quitar
smime-add = Añadir una clave
smime-add-text = El archivo que recibió de su autoridad de certificación o guardó desde otro programa: con el certificado y la clave privada.
smime-file = Archivo (.p12 o .pfx)
smime-password = Contraseña del archivo
smime-added = Se ha añadido la clave.
smime-usual = Mensajes nuevos
smime-usual-text = Qué se hace con los mensajes de cada una de sus direcciones, salvo que elija otra cosa al escribir.
smime-usual-plain = Ni firmar ni cifrar
smime-usual-sign = Firmar
smime-usual-encrypt = Firmar y cifrar
smime-sign = Firmar (S/MIME)
smime-encrypt = Cifrar (S/MIME)
smime-sign-off = No firmar
smime-encrypt-off = No cifrar
smime-signed = Firmado
smime-encrypted = Cifrado
encrypted-why = Nadie pudo leer este mensaje por el camino.
encrypted-unproven = Nadie pudo leer este mensaje por el camino, pero nada demuestra que no se haya modificado. Las imágenes remotas siguen bloqueadas.
smime-no-key = Este mensaje está cifrado y ninguna de sus claves lo abre.
smime-broken = Este mensaje no se puede abrir: está dañado o fue modificado.
smime-too-large = Este mensaje es demasiado grande para abrirlo aquí.
smime-unsupported = Este mensaje S/MIME no contiene nada que se pueda mostrar.
why-smime-key = No tiene ninguna clave válida para esta dirección de remitente.
why-smime-certificate = Para cifrar hace falta un certificado de { $what }. Un mensaje firmado suyo lo trae.
why-smime-bcc = Un mensaje cifrado muestra a todos sus destinatarios; no puede llevar copias ocultas.
why-smime-password = Esta contraseña no abre el archivo.
why-smime-file = Este archivo no contiene una clave privada con su certificado.
why-smime-yours = El certificado no nombra ninguna de sus direcciones.
settings-openpgp = Claves OpenPGP
pgp-keys = Sus claves OpenPGP
pgp-keys-text = Con una clave OpenPGP firma sus mensajes y lee lo que se cifró para usted. El servidor la guarda cerrada con su frase de contraseña, que nunca sale de este navegador. Conserve las claves antiguas: abren los mensajes antiguos.
pgp-others = Claves de otras personas
pgp-others-text = Los mensajes a estas personas se pueden cifrar. Marque una clave como verificada cuando haya comparado su huella con su dueño.
pgp-others-none = Todavía no se conocen claves de otras personas.
pgp-remove-text = Ya no se podrán cifrar con ella los mensajes a esta persona, y sus firmas serán desconocidas.
pgp-published = Cualquiera puede encontrarla por su dirección
pgp-verified = Verificada por usted
pgp-from-imported = Importada
pgp-from-autocrypt = Llegó con un mensaje (Autocrypt)
pgp-from-wkd = Del directorio de su dominio
pgp-key-menu = Clave de { $name }
pgp-export = Guardar la clave pública
pgp-export-secret = Guardar la clave secreta
pgp-publish = Que todos puedan encontrarla
pgp-mutual = Pedir a los demás que cifren
pgp-verify = Verificada
pgp-make = Crear una clave
pgp-make-text = La clave se crea en este navegador. Nadie puede decirle una frase de contraseña olvidada: guarde la clave secreta en un lugar seguro.
pgp-made = Se ha creado la clave.
pgp-address = Para la dirección
pgp-passphrase = Frase de contraseña
pgp-passphrase-again = Frase de contraseña otra vez
pgp-passphrase-short = La frase de contraseña necesita al menos 8 caracteres.
pgp-passphrase-wrong = Esta frase de contraseña no abre la clave.
pgp-import = Importar claves
pgp-import-text = Claves públicas de otras personas, o una clave secreta que guardó desde otro programa.
pgp-file = Archivo de clave
pgp-text = O la clave como texto
pgp-import-passphrase = Su frase de contraseña, si es una clave secreta
pgp-import-none = Aquí no hay ninguna clave OpenPGP.
pgp-import-unlocked = Esta clave secreta no tiene frase de contraseña. Indique la que tendrá aquí.
pgp-import-useless = Esta clave no contiene ninguna dirección válida.
pgp-import-revoked = Su dueño revocó esta clave.
pgp-not-yours = La clave no nombra ninguna de sus direcciones.
pgp-imported = { $n ->
    [one] Se importó una clave.
   *[other] Se importaron { $n } claves.
  }
pgp-encrypted-why = En el camino solo podían leerlo sus destinatarios
pgp-signed-known = Firmado, clave verificada
pgp-signed-verified = Firmado con la clave { $print }, que usted verificó
pgp-signed-why = Firmado con la clave { $print } de esta dirección; usted no la ha verificado
pgp-signed-unknown = Firma desconocida
pgp-signed-unknown-why = Firmado con una clave que aquí no se conoce
pgp-signed-altered = La firma no coincide: el mensaje se cambió después de firmarlo, o la firma está dañada.
pgp-signed-other = Firmado con una clave que no pertenece a { $email }.
pgp-no-key = Este mensaje está cifrado con OpenPGP y ninguna de sus claves lo abre.
pgp-locked = Su frase de contraseña abre este mensaje.
pgp-no-integrity = Este mensaje no está protegido contra cambios y no se abre: quien lo haya cambiado podría conocer su contenido.
pgp-failed = No se pudo cargar el mensaje para abrirlo.
pgp-opening = Abriendo…
pgp-unlock = Abrir
pgp-all-want = Todos aquí quieren correo cifrado.
pgp-sign = Firmar (OpenPGP)
pgp-encrypt = Cifrar (OpenPGP)
pgp-sign-locked = Para firmar, abra su clave.
why-pgp-locked = Su clave OpenPGP está cerrada: necesita su frase de contraseña.
why-pgp-key = Para cifrar hace falta una clave OpenPGP de { $what }.
