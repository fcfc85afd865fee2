app-name = Hayloft
apps = Apps
app-mail = E-mail
app-mail-unread = E-mail, { $n } não lidas
home = Início
skip = Ir para o conteúdo
sidebar = Pastas de e-mail
loading = Carregando
close = Fechar
cancel = Cancelar
retry = Tentar novamente
more = Mais
or = ou
refresh = Verificar novos e-mails
dismiss = Dispensar
notices = Avisos

## Signing in

sign-in-title = Entrar no Hayloft
sign-in-login = Endereço de e-mail
sign-in-password = Senha
show-password = Mostrar senha
hide-password = Ocultar senha
sign-in = Entrar
signing-in = Entrando…
sign-in-empty = Digite seu endereço de e-mail e sua senha.
sign-in-wrong = O endereço de e-mail ou a senha está errado.
sign-in-offline = Não foi possível acessar o servidor. Verifique sua conexão e tente novamente.
sign-in-server = O servidor não pôde responder agora. Tente novamente em instantes.
sign-in-throttled = Muitas tentativas. Tente novamente em { $n ->
    [one] um segundo
    [many] { $n } de segundos
   *[other] { $n } segundos
  }.
sign-in-throttled-minutes = Muitas tentativas. Tente novamente em { $n } minutos.
# sign-in-by-password = Sign in with a password
# look-help = Help
signed-out-title = Entrar novamente
signed-out-text = Sua sessão terminou. Nada do que você digitou se perdeu: entre e continue.
sign-out = Sair
sign-out-everywhere = Sair em todos os lugares
sign-out-failed = Não foi possível sair: o servidor está inacessível. Você continua conectado.
account-of = { $initials }, conta de { $name }
start-failed = Não foi possível iniciar o Hayloft
start-offline = Não foi possível acessar o servidor. Verifique sua conexão.
start-error = O servidor respondeu com um erro. { $why }

## Appearance and live state

theme = Tema
theme-system = Sistema
theme-light = Claro
theme-dark = Escuro
live-live = Ao vivo
live-live-title = As alterações chegam na hora
live-connecting = Conectando
live-connecting-title = Conectando ao servidor
live-offline = Off-line
live-offline-title = Sem conexão; tentando novamente

## Folders

folders = Pastas
folder-inbox = Caixa de entrada
folder-starred = Com estrela
folder-snoozed = Adiados
folder-scheduled = Programados
folder-sent = Enviados
folder-drafts = Rascunhos
folder-archive = Arquivo
folder-junk = Spam
folder-trash = Lixeira
folder-unread = não lidas
folder-messages = no total
folder-missing = Esta pasta não existe mais.

## List

conversations-region = Conversas
conversations = { $n ->
    [one] { $n } conversa
    [many] { $n } de conversas
   *[other] { $n } conversas
  }
conversation-actions = Ações da conversa
quick-filters = Filtros rápidos
filter-all = Todas
filter-unread = Não lidas
filter-starred = Com estrela
filter-files = Com arquivos
search-title = Pesquisar
search-placeholder = Pesquisar e-mail
clear-search = Limpar pesquisa
show-all = Mostrar tudo
empty-inbox = Nada na sua caixa de entrada. Novos e-mails aparecem aqui sozinhos.
empty-folder = Nada aqui.
empty-starred = Nada com estrela. Pressione S em uma conversa para encontrá-la aqui depois.
empty-search = Nada encontrado para “{ $q }”. Spam e Lixeira ficam de fora; adicione in:anywhere para pesquisar lá também.
empty-unread = Nada não lido.
empty-files = Nada com arquivos.
list-offline = Não foi possível carregar a lista: sem conexão com o servidor.
list-failed = Não foi possível carregar a lista. { $why }
no-subject = (sem assunto)
no-recipient = (sem destinatário)
unknown-sender = (remetente desconhecido)
you = você
you-start = Você
to-people = Para: { $names }
draft-mark = Rascunho
row-unread = não lida
row-count = { $n } mensagens
row-starred = com estrela
row-files = com arquivos
row-answered = respondida
row-failed = alteração recusada: { $why }
selected = Seleção: { $n }
selection-actions = Ações da seleção
move-to = Mover para
find-folder = Encontrar uma pasta

## Conversation

conversation = Conversa
nothing-open = Escolha uma conversa para ler aqui.
conversation-offline = Não foi possível carregar a conversa: sem conexão com o servidor.
conversation-failed = Não foi possível carregar a conversa. { $why }
conversation-gone = Esta conversa não existe mais.
earlier-messages = { $n } mensagens anteriores
position = { $n } de { $total }
newer = Mais recentes
older = Mais antigas
not-junk = Não é spam
reply-hint = Responder…
reply-everyone = Responder a todos…
message-from = Mensagem de { $name }
message-actions = Ações da mensagem
message-body = Texto da mensagem
message-failed = Não foi possível mostrar esta mensagem. Baixe-a pelo menu.
fold-message = Recolher esta mensagem
star-message = Marcar esta mensagem com estrela
unstar-message = Remover estrela
download-message = Baixar mensagem
to-list = para { $names }
to-some = para { $names } e mais { $n }
to-nobody = para ninguém em particular
quoted-text = Texto citado
images-blocked = As imagens remotas estão bloqueadas para proteger sua privacidade.
light-card = Esta mensagem foi feita para uma página clara.
darken = Escurecer
as-sent = Como enviada
body-truncated = Esta mensagem é muito longa; o restante está na mensagem baixada.
attachments = { $n ->
    [one] { $n } anexo
    [many] { $n } de anexos
   *[other] { $n } anexos
  }
unnamed-file = Arquivo sem nome
download-file = Baixar { $name }
draft-here = Este é um rascunho. Só você pode vê-lo.
continue-writing = Continuar escrevendo

## What was done

archived = { $n ->
    [one] Conversa arquivada
    [many] { $n } de conversas arquivadas
   *[other] { $n } conversas arquivadas
  }
trashed = { $n ->
    [one] Conversa movida para a lixeira
    [many] { $n } de conversas movidas para a lixeira
   *[other] { $n } conversas movidas para a lixeira
  }
draft-trashed = { $n ->
    [one] Rascunho movido para a lixeira
    [many] { $n } de rascunhos movidos para a lixeira
   *[other] { $n } rascunhos movidos para a lixeira
  }
junked = { $n ->
    [one] Conversa movida para Spam
    [many] { $n } de conversas movidas para Spam
   *[other] { $n } conversas movidas para Spam
  }
unjunked = { $n ->
    [one] Não é spam: conversa de volta na caixa de entrada
    [many] Não é spam: { $n } de conversas de volta na caixa de entrada
   *[other] Não é spam: { $n } conversas de volta na caixa de entrada
  }
moved = { $n ->
    [one] Conversa movida para { $folder }
    [many] { $n } de conversas movidas para { $folder }
   *[other] { $n } conversas movidas para { $folder }
  }
marked-read = { $n ->
    [one] Marcada como lida
    [many] { $n } de conversas marcadas como lidas
   *[other] { $n } conversas marcadas como lidas
  }
marked-unread = { $n ->
    [one] Marcada como não lida
    [many] { $n } de conversas marcadas como não lidas
   *[other] { $n } conversas marcadas como não lidas
  }
destroyed = { $n ->
    [one] Conversa excluída
    [many] { $n } de conversas excluídas
   *[other] { $n } conversas excluídas
  }
destroy-title = { $n ->
    [one] Excluir esta conversa definitivamente?
    [many] Excluir { $n } de conversas definitivamente?
   *[other] Excluir { $n } conversas definitivamente?
  }
destroy-text = Ela é removida do servidor e não pode ser recuperada.
destroy-yes = Excluir definitivamente
undo = Desfazer
undone = Desfeito
undo-spoken = { $text }. Desfazer com Z.
failed-offline = Sem conexão com o servidor. Nada foi alterado.
failed-change = O servidor recusou, então a ação foi desfeita. { $why }
# why-offline = The server cannot be reached.
# why-busy = The server is busy. Try again in a moment.
# why-server = Something went wrong at the server. Try again later.
# why-unavailable = Another server that is needed for this cannot be reached now.
# why-forbidden = You may not do this.
# why-gone = It is not there any more.
# why-exists = There is one of this name already.
# why-changed = It was changed elsewhere in the meantime.
# why-used = It is still in use.
# why-messages = There are messages in it.
# why-invalid = The server does not take it like this.
# why-invalid-in = Not as it should be: { $what }.
# why-missing = Something is missing.
# why-missing-in = Missing: { $what }.
# why-address = This is not an email address.
# why-nobody = There is no such person or group here.
# why-search = The server cannot search for this.
# why-full = There is no room for more.
# why-mailbox-full = Your mailbox is full.
# why-large = It is too large.
# why-often = That was too much in a short time. Try again later.
# why-much = That is too much at once.
# why-labels = It would have too many labels.
# why-folders = It would be in too many folders.
# why-no-message = This is not a message.
# why-redirect = Each address is a whole one that begins with https://.
# why-client = It is not registered here.
# why-client-address = The address that it wants you to go back to is not registered here.
# why-provider = The provider did not sign you in.
# why-provider-wrong = What came back does not prove that it is from the provider.
# why-provider-mailbox = There is no mailbox here for the address that the provider tells.
# why-provider-address = The provider tells no address of yours that it has verified.
# why-provider-other = That mailbox does not belong to this sign-in at the provider.
# why-recipients-many = There are too many recipients.
# why-recipients-none = There is no recipient.
# why-recipients = The server does not accept { $what }.
# why-from = You may not send from this address.
# why-sending = You may not send now.
# why-sent = It has been sent already.
# why-receipt-sent = The receipt has been sent already.
# why-sieve = There is a mistake in the script: { $what }
# why-sieve-active = The script is in use.
# why-list-not-offered = The message does not offer it.
# why-list-ambiguous = The message names more than one address for it.
# why-list-unsigned = Nothing proves that the address belongs to the list.
# why-password-length = It needs at least { $n } characters.
# why-password-long = It is too long.
# why-password-letter = It needs a letter.
# why-password-cases = It needs small and capital letters.
# why-password-digit = It needs a digit.
# why-password-special = It needs a character that is neither a letter nor a digit.
# why-password-common = Too many people use it, so it would be guessed first.
# why-password-same = It is the password that you have now.
# why-password-old = The password until now is wrong.
no-folder = Não há uma pasta para { $role }.
arrived = Nova mensagem de { $from }: { $subject }
arrived-many = { $n } novas mensagens

## Writing

compose-new = Nova mensagem
compose-reply = Resposta
compose-forward = Encaminhamento
compose-draft = Rascunho
compose-window = Mensagem sendo escrita
from = De
to = Para
cc = Cc
bcc = Cco
reply-to = Responder para
subject = Assunto
date = Data
message-text = Texto da sua mensagem
wrote = Em { $date }, { $name } escreveu:
forwarded-head = ---------- Mensagem encaminhada ----------
draft-saved = Rascunho salvo { $time }
draft-saving = Salvando…
draft-failed = Rascunho não salvo; tentando novamente
draft-discarded = Rascunho descartado
draft-gone = Este rascunho não existe mais.
close-draft = Fechar e manter rascunho
minimise = Minimizar
full-screen = Tela cheia
smaller = Menor
discard = Descartar rascunho
attach = Anexar arquivos
remove-file = Remover { $name }
uploading = Enviando { $name }
upload-failed = Falha no envio do arquivo
file-too-large = Grande demais para este servidor
remove-recipient = Remover { $name }
recipient-removed = { $name } removido
suggestions = Sugestões
send = Enviar
send-anyway = Enviar mesmo assim
send-hint = Ctrl Enter envia
sending = Enviando…
sent = Mensagem enviada
sent-not-moved = A mensagem foi enviada, mas ainda está em Rascunhos. { $why }
send-failed = Não enviada. { $why }
send-failed-offline = Não enviada: sem conexão com o servidor. A mensagem fica aqui.
send-failed-files = Não enviada: não foi possível carregar um arquivo. Tente novamente ou remova-o.
send-failed-address = “{ $text }” não é um endereço de e-mail.
send-failed-norecipients = Adicione pelo menos um destinatário.
send-not-ready = Não enviada: { $person } não tem pasta Rascunhos ou identidade.

## Leaving

leave-title = Este link leva a outro lugar
leave-text = O texto indica um site, mas o link leva a outro. Continue só se você conhece este lugar:
leave-bad = Não é possível abrir este link.
leave-back = Voltar ao meu e-mail
leave-go = Abrir mesmo assim

## Keyboard

scope-everywhere = Em todo lugar
scope-list = Lista
scope-conversation = Conversa ou seleção
scope-composer = Escrita
single-keys = Teclas únicas funcionam sem Ctrl
cmd-help = Ajuda e atalhos do teclado
cmd-search = Pesquisar
cmd-compose = Nova mensagem
cmd-undo = Desfazer
cmd-go-inbox = Ir para Caixa de entrada
cmd-go-starred = Ir para Com estrela
cmd-go-sent = Ir para Enviados
cmd-go-drafts = Ir para Rascunhos
cmd-go-archive = Ir para Arquivo
cmd-next = Próxima conversa
cmd-previous = Conversa anterior
cmd-open = Abrir conversa
cmd-back = Voltar à lista
cmd-select = Selecionar
cmd-select-all = Selecionar tudo
cmd-select-none = Limpar seleção
cmd-select-read = Selecionar lidas
cmd-select-unread = Selecionar não lidas
cmd-select-starred = Selecionar com estrela
cmd-select-down = Estender seleção para baixo
cmd-select-up = Estender seleção para cima
cmd-archive = Arquivar
cmd-delete = Excluir
cmd-junk = Spam
cmd-star = Estrela
cmd-move = Mover para…
cmd-read = Marcar como lida
cmd-unread = Marcar como não lida
cmd-unread-from = Marcar como não lida a partir daqui
cmd-archive-newer = Arquivar e ir para a mais recente
cmd-archive-older = Arquivar e ir para a mais antiga
cmd-reply = Responder
cmd-reply-all = Responder a todos
cmd-forward = Encaminhar
cmd-next-message = Próxima mensagem
cmd-previous-message = Mensagem anterior
cmd-unfold = Expandir todas as mensagens
cmd-fold = Recolher todas as mensagens
cmd-up = Subir um nível
key-send = Enviar
key-cc = Mostrar Cc
key-bcc = Mostrar Cco
key-close-draft = Fechar, rascunho mantido

## Reading, beyond the text

settings = Configurações
chunk-failed = Não foi possível carregar esta parte. Verifique a conexão e tente novamente.
ok = OK
copy = Copiar
copied = Copiado
verified = Remetente verificado
verified-why = { $domain } assinou esta mensagem e nosso servidor verificou.
unverified = Não verificado
unverified-why = Nosso servidor não encontrou prova de que este endereço enviou a mensagem.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
warn-failed = Esta mensagem não passou na verificação do remetente. Provavelmente não vem de { $domain }.
warn-alike = { $domain } parece { $known }, mas é outro domínio.
warn-name = O remetente se apresenta como { $name }, mas o endereço é { $email }.
warn-reply = Uma resposta iria para { $email }.
warn-first = Esta é a primeira mensagem de { $name } para você.
i-know = Conheço este remetente
images-blocked-for-good = As imagens remotas estão bloqueadas para proteger sua privacidade.
show-images = Mostrar imagens
always-show = Mostrar sempre
always-from = De { $who }
reply-list = Responder à lista
forward-file = Encaminhar como arquivo
edit-as-new = Editar como nova
unsubscribe = Cancelar inscrição
unsubscribed = Sua inscrição nesta lista foi cancelada.
unsubscribe-failed = Não foi possível cancelar a inscrição com um clique. { $why }
filter-like-this = Filtrar mensagens assim
show-source = Código-fonte da mensagem
source-headers = Cabeçalhos
source-all = Código-fonte completo
save-file = Salvar
save-all = Salvar tudo ({ $size })
save-all-failed = Não foi possível salvar os arquivos.
preview-file = Ver { $name }
preview-failed = Não foi possível mostrar este arquivo. Salve-o em vez disso.
preview-previous = Arquivo anterior
preview-next = Próximo arquivo
invitation = Convite
event-when = Quando
event-where = Onde
event-who = Organizador
event-guests = Convidados
event-untitled = Evento sem título
event-cancelled = Cancelado
event-by = { $n ->
    [0] por { $name }
    [one] por { $name }, um convidado
    [many] por { $name }, { $n } de convidados
   *[other] por { $name }, { $n } convidados
  }
card-add = Adicionar aos contatos
card-added = Adicionado aos seus contatos
card-failed = Não foi possível adicionar o contato.
row-muted = silenciada

## Labels, snooze, mute

labels = Marcadores
cmd-label = Marcador
label-find = Encontrar ou criar um marcador
label-make = Criar “{ $name }”
label-none = Ainda sem marcadores: digite um nome
label-remove = Remover o marcador { $name }
label-added = { $n ->
    [one] Marcador { $name } adicionado
    [many] Marcador { $name } adicionado a { $n } de conversas
   *[other] Marcador { $name } adicionado a { $n } conversas
  }
label-removed = { $n ->
    [one] Marcador { $name } removido
    [many] Marcador { $name } removido de { $n } de conversas
   *[other] Marcador { $name } removido de { $n } conversas
  }
cmd-snooze = Adiar
snooze-until = Adiar até
snoozed = { $n ->
    [one] Adiada até { $date }
    [many] { $n } de conversas adiadas até { $date }
   *[other] { $n } conversas adiadas até { $date }
  }
unsnooze = Voltar à caixa de entrada agora
unsnoozed = { $n ->
    [one] De volta na caixa de entrada
    [many] { $n } de conversas de volta na caixa de entrada
   *[other] { $n } conversas de volta na caixa de entrada
  }
later-today = Mais tarde hoje
later-evening = Hoje à noite
later-tomorrow = Amanhã de manhã
later-weekend = No fim de semana
later-monday = Segunda-feira de manhã
later-pick = Escolher data e hora…
later-when = Data e hora
later-past = Escolha um momento no futuro.
later-far = O servidor guarda mensagens no máximo até { $date }.
cmd-mute = Silenciar
muted = { $n ->
    [one] Silenciada: as respostas ficam fora da caixa de entrada
    [many] { $n } de conversas silenciadas
   *[other] { $n } conversas silenciadas
  }
unmuted = { $n ->
    [one] Não mais silenciada
    [many] { $n } de conversas não mais silenciadas
   *[other] { $n } conversas não mais silenciadas
  }
all-starred = { $n } conversas com estrela
cmd-print = Imprimir
all-selected = Todas as { $n } conversas daqui estão selecionadas.
select-matching = Selecionar todas as { $n } conversas daqui
bulk-working = Processando todas as conversas…

## Folders, in and out

list-menu = Menu da lista
density-comfortable = Linhas confortáveis
density-cosy = Linhas normais
density-compact = Linhas compactas
searches = Pesquisas
search-save = Salvar esta pesquisa
search-menu = Pesquisa { $name }
search-forget = Esquecer esta pesquisa
quota = { $used } de { $limit } em uso
folder-menu = Pasta { $name }
folder-name = Nome
folder-name-empty = Dê um nome à pasta.
folder-name-taken = Já existe uma pasta “{ $name }”.
folder-make = Nova pasta
folder-make-inside = Nova subpasta
folder-rename = Renomear pasta
folder-move = Mover pasta
folder-moved = Pasta { $name } movida
folder-place = Dentro de
folder-top = (nível superior)
folder-read = Marcar tudo como lido
folder-all-read = Tudo em { $name } está lido
folder-import = Importar mensagens…
folder-export-mbox = Exportar como mbox
folder-export-zip = Exportar como zip de .eml
folder-empty = Esvaziar pasta
folder-emptied = A pasta está vazia
folder-empty-title = Esvaziar { $name }?
folder-empty-text = { $n ->
    [one] Uma mensagem é removida do servidor e não pode ser recuperada.
    [many] { $n } de mensagens são removidas do servidor e não podem ser recuperadas.
   *[other] { $n } mensagens são removidas do servidor e não podem ser recuperadas.
  }
folder-remove = Excluir pasta
folder-removed = Pasta { $name } excluída
folder-remove-title = Excluir a pasta { $name }?
folder-remove-text = { $n ->
    [0] Ela está vazia.
    [one] A mensagem nela também é excluída e não pode ser recuperada.
    [many] { $n } de mensagens nela também são excluídas e não podem ser recuperadas.
   *[other] As { $n } mensagens nela também são excluídas e não podem ser recuperadas.
  }
folder-has-children = Primeiro exclua ou mova as pastas dentro dela.
import-working = Importando…
imported = { $n ->
    [one] Uma mensagem importada
    [many] { $n } de mensagens importadas
   *[other] { $n } mensagens importadas
  }
import-failed = Nem tudo foi importado. { $why }
export-working = Reunindo mensagens…
export-failed = A exportação falhou. { $why }

## Writing, beyond the text

editor-failed = Não foi possível carregar o editor. Feche o rascunho e abra-o novamente.
formatting = Formatação
format-bold = Negrito
format-italic = Itálico
format-underline = Sublinhado
format-strike = Tachado
format-colour = Cor do texto
format-bullets = Lista com marcadores
format-numbers = Lista numerada
format-quote = Citação
format-unquote = Diminuir citação
format-link = Link
format-image = Imagem
format-more = Mais formatação
format-large = Grande
format-small = Pequeno
format-normal = Tamanho normal
format-rtl = Da direita para a esquerda
format-ltr = Da esquerda para a direita
format-center = Centralizado
format-clear = Remover formatação
colour-0 = Padrão
colour-1 = Vermelho
colour-2 = Laranja
colour-3 = Âmbar
colour-4 = Verde
colour-5 = Verde-azulado
colour-6 = Azul
colour-7 = Violeta
colour-8 = Cinza
link-address = Endereço
link-bad = Digite um endereço da web ou de e-mail.
link-set = Definir link
link-remove = Remover link
draft-conflict = Este rascunho também foi alterado em outro lugar. As duas versões estão em Rascunhos.
draft-left = Isto foi escrito em uma página que fechou antes de ser salvo.
upload-waiting = aguardando a conexão
send-later = Enviar mais tarde
scheduled = Será enviada { $date }
sending-soon = Enviando…
undo-late = Tarde demais: a mensagem já está a caminho. { $why }
undo-hint = { $n } s para desfazer após o envio
outbox-kept = Sem conexão: a mensagem será enviada assim que houver uma.
outbox-sent = Enviada: { $subject }
templates = Modelos
template-save = Salvar como modelo
template-unnamed = Modelo sem título
compose-more = Mais opções
priority-high = Prioridade alta
priority-normal = Prioridade normal
priority-low = Prioridade baixa
receipt-ask = Pedir confirmação de leitura
receipt-on = Confirmação
rich-text = Texto formatado
plain-text = Texto sem formatação
doubt-no-subject-title = Enviar sem assunto?
doubt-no-subject-text = A mensagem não tem assunto. Ela pode passar despercebida.
doubt-forgotten-file-title = Esqueceu um arquivo?
doubt-forgotten-file-text = O texto fala de um anexo, mas não há nenhum.
doubt-no-reply-title = Ninguém lê este endereço
doubt-no-reply-text = Um destinatário é um endereço no-reply. A mensagem provavelmente não será lida.
doubt-many-title = Enviar para tantas pessoas?
doubt-many-text = Todos veem o endereço de todos. Use Cco para manter os endereços privados.
settings-not-saved = Não foi possível salvar suas configurações no servidor.

## Palette and search

palette = Comandos
palette-hint = O que você quer fazer?
palette-folders = Ir para
palette-nothing = Nada encontrado
cmd-palette = Comandos
cmd-go-folder = Ir para pasta ou marcador…
cmd-go-snoozed = Ir para Adiados
cmd-go-settings = Ir para Configurações
cmd-reply-large = Responder, em tela cheia
cmd-reply-all-large = Responder a todos, em tela cheia
cmd-forward-large = Encaminhar, em tela cheia
settings-labels = Marcadores
search-chips = Partes desta pesquisa
search-without = Pesquisar sem { $what }
search-anywhere = Também Spam e Lixeira
search-month = Último mês

## Settings

add = Adicionar
save = Salvar
saved = Salvo
move-up = Mover { $name } para cima
move-down = Mover { $name } para baixo
copy-what = Copiar: { $what }
seconds = { $n } segundos
settings-appearance = Aparência
settings-mail = Leitura e escrita
settings-identities = Nomes e assinaturas
settings-templates = Modelos
settings-filters = Filtros e encaminhamento
settings-vacation = Resposta automática
settings-notifications = Notificações
settings-privacy = Privacidade
settings-security = Segurança
settings-clients = Conectar um programa
settings-shortcuts = Teclado
settings-import = Importar e exportar
set-look = Visual
set-density = Linhas da lista
set-darken = Escurecer mensagens
set-darken-hint = No tema escuro, também as mensagens feitas para uma página clara.
set-region = Idioma e região
set-language = Idioma
set-language-auto = Igual ao navegador
set-zone = Fuso horário
set-zone-auto = Igual a este dispositivo ({ $zone })
set-reading = Leitura
set-read = Marcar como lida
set-read-now = Ao abrir
set-read-after = Após { $n } segundos
set-read-never = Só manualmente
set-receipts = Quando um remetente pede confirmação de leitura
set-receipts-hint = Nada é enviado sem perguntar.
set-receipts-ask = Avisar
set-receipts-never = Ignorar
set-writing = Escrita
set-undo = Tempo para desfazer o envio
set-undo-none = Nenhum
set-plain = Escrever texto sem formatação
set-plain-hint = Cada mensagem ainda pode ser trocada.
set-collect = Lembrar das pessoas para quem você escreve
set-collect-hint = { $n ->
    [0] Elas são sugeridas quando você escreve de novo.
    [one] Um endereço lembrado.
    [many] { $n } de endereços lembrados.
   *[other] { $n } endereços lembrados.
  }
set-collect-clear = Esquecer endereços lembrados
set-swipes = Deslizar
set-swipes-text = No celular, na lista.
set-swipe-start = Para a frente (para a direita)
set-swipe-end = Para trás (para a esquerda)
set-swipe-none = Nada
set-identities-text = Uma resposta sai com o endereço que recebeu a mensagem.
set-default-identity = Para novas mensagens
set-name = Nome
set-signature = Assinatura
set-text = Texto
set-folder = Pasta
set-templates-text = Insira-os ao escrever. { "{name}" }, { "{first}" }, { "{date}" } e { "{subject}" } são preenchidos.
template-new = Novo modelo
template-remove = Excluir o modelo { $name }
template-removed = Modelo excluído
set-labels-text = Marcadores são palavras-chave IMAP: outros programas de e-mail também os veem.
label-new = Novo marcador
label-name = Nome de { $name }
label-colour = Cor de { $name }
label-delete = Excluir o marcador { $name }
label-deleted = Marcador { $name } excluído; as mensagens mantêm a palavra-chave
hue-1 = Azul
hue-2 = Verde
hue-3 = Laranja
hue-4 = Violeta
hue-5 = Rosa
hue-6 = Verde-azulado
hue-7 = Âmbar
hue-8 = Cinza
set-notices = Notificações na área de trabalho
set-notices-text = Neste navegador, enquanto o Hayloft está aberto e não está em primeiro plano.
set-notices-on = Mostrar notificações
set-notices-hint = O navegador pede sua permissão uma vez.
set-notices-none = Este navegador não tem notificações.
set-notices-refused = O navegador recusou. Permita notificações deste site nas configurações dele.
set-notices-folders = Para novos e-mails em
# mail-shared = People who see your mail
# mail-shared-text = They have your folders beside their own. A group shares with everybody in it.
# mail-shared-none = Nobody but you.
# mail-shared-add = Let somebody in
# mail-shared-who = Person or group
# mail-shared-right = What { $who } may do
# mail-shared-send = How { $who } may send
# mail-shared-remove = No longer share with { $who }
# mail-right-read = Read
# mail-right-write = Read and change
# mail-send-no = Not send
# mail-send-behalf = Send on your behalf
# mail-send-as = Send as you
privacy-images = Imagens remotas
privacy-images-text = Estes remetentes sempre podem mostrá-las. Elas passam por este servidor, nunca direto do remetente.
privacy-trusted = Remetentes conhecidos
privacy-trusted-text = Você disse que os conhece: sem avisos para estes endereços.
privacy-nobody = Ninguém ainda.
privacy-domain = todos de { $domain }
privacy-remove = Remover { $who }
set-shortcuts-text = As teclas do Gmail, quando o Gmail tem uma. Pressione ? em qualquer lugar para vê-las.
set-import-text = Entram .eml, .mbox e .zip deles; uma pasta sai como um só arquivo.
set-vacation-text = Responde a quem escreve enquanto você está fora, a cada um de vez em quando.
set-vacation-on = Responder automaticamente
set-vacation-from = De
set-vacation-to = Até
set-vacation-order = O fim deve vir depois do início.
filters-text = As regras são executadas pelo servidor quando o e-mail chega, seja qual for o programa que você usa para ler.
filters-none = Ainda sem regras.
filter-refused = O servidor recusou. { $why }
filter-new = Nova regra
filter-edit = Regra
filter-on = A regra { $name } está ativada
filter-remove = Excluir a regra { $name }
filter-removed = Regra excluída
filters-rules = Regras
filter-script = Script próprio
filter-edit-script = Editar o script
filter-sieve = Script Sieve
filter-own = Para quem escreve Sieve. É executado depois das regras, que nunca o alteram.
filter-need-name = Dê um nome à regra.
filter-need-test = Preencha o que procurar.
filter-need-action = Escolha o que fazer.
filter-need-folder = Escolha uma pasta.
filter-need-label = Crie antes um marcador, em Configurações, Marcadores.
filter-when = Quando
filter-when-all = Quando tudo isto for verdade
filter-when-any = Quando algo disto for verdade
filter-then = Então
filter-add-test = E…
filter-add-action = E também…
filter-remove-test = Remover esta condição
filter-remove-action = Remover esta ação
filter-try = O que ela pegaria?
filter-caught = { $n ->
    [0] Dos e-mails que estão aqui: nada.
    [one] Dos e-mails que estão aqui, uma mensagem: { $subjects }
    [many] Dos e-mails que estão aqui, { $n } de mensagens, as mais recentes: { $subjects }
   *[other] Dos e-mails que estão aqui, { $n } mensagens, as mais recentes: { $subjects }
  }
filter-field = Parte da mensagem
filter-field-from = Remetente
filter-field-recipient = Destinatário
filter-field-subject = Assunto
filter-field-body = Texto
filter-field-list = Lista de e-mails
filter-field-header = Cabeçalho
filter-field-size = Tamanho
filter-field-attachment = Tem anexo
filter-header = Nome do cabeçalho
filter-match = Como
filter-match-contains = contém
filter-match-not-contains = não contém
filter-match-is = é
filter-match-not-is = não é
filter-match-startswith = começa com
filter-match-endswith = termina com
filter-match-over = é maior que
filter-match-under = é menor que
filter-value = O quê
filter-action = Ação
filter-do-move = Mover para
filter-do-copy = Copiar para
filter-do-label = Marcador
filter-do-flag = Marcar com estrela
filter-do-markread = Marcar como lida
filter-do-forward = Encaminhar uma cópia para
filter-do-redirect = Encaminhar para, sem manter nada
filter-do-reject = Rejeitar com as palavras
filter-do-delete = Mover para a lixeira
filter-do-discard = Excluir sem deixar rastro
filter-do-stop = Parar: nenhuma outra regra
filter-choose = Escolher…
filter-address = Endereço para encaminhar
filter-reject-text = Palavras para o remetente
clients-account = Sua conta
clients-text = A maioria dos programas só precisa do seu endereço: o resto eles encontram sozinhos.
clients-user = Nome de usuário
clients-password = De preferência com uma senha de app, uma para cada programa.
clients-mail = Servidores de e-mail
clients-none = O servidor não informou. Pergunte ao administrador.
clients-dav = Agendas e contatos
clients-dav-text = Um endereço para os dois.
clients-phones = Celulares
clients-phones-text = Aponte a câmera. O celular pede seu endereço e uma senha: uma senha de app é melhor.
clients-apple = iPhone, iPad: e-mail, agendas e contatos
clients-android = Android com DAVx5: agendas e contatos
password-text = Para entrar aqui.
password-old = Senha atual
password-new = Nova senha
password-again = Nova senha de novo
password-differ = As duas novas senhas são diferentes.
password-change = Alterar senha
password-changed = Sua senha foi alterada.
password-refused = A senha não foi alterada. { $why }
app-passwords = Senhas de app
app-passwords-text = Uma senha para um só programa, que pode ser revogada.
app-passwords-none = Nenhuma ainda.
app-password-new = Nova senha de app
app-password-for = Para qual programa?
app-password-example = Thunderbird em casa
app-password-may = Pode usar
app-password-make = Criar senha
app-password-made = Sua senha de app
app-password-once = Copie agora: ela só é mostrada desta vez.
app-password-used = Último uso { $when }
app-password-remove = Excluir a senha de app { $name }
app-password-removed = Senha de app excluída
protocol-imap = E-mail (IMAP)
protocol-smtp = Envio (SMTP)
protocol-dav = Agendas, contatos
protocol-pop3 = E-mail (POP3)
protocol-sieve = Filtros (Sieve)
protocol-jmap = JMAP
sessions = Navegadores conectados
sessions-text = Sair em todos os lugares encerra todos, inclusive este.
sessions-this = este
sign-in-over = Demorou demais. Comece de novo.
# forgot = Forgot your password?
# forgot-text = We mail a link to your recovery address, if your account has one.
# forgot-send = Send the link
# forgot-sent = If this account has a recovery address, a link is on its way there. It is good for 15 minutes.
# forgot-back = Back to sign-in
# reset-title = Choose a new password
# reset-text = This link works once. Whoever is signed in to this account is signed out when the new password is set.
# reset-over = This link was used already, or is too old. Ask for another one.
# recovery-address = Recovery address
# recovery-address-text = If you forget your password, a link to choose a new one goes to this address.
code = Código
code-hint = Seis dígitos do seu app autenticador.
code-hint-recovery = Seis dígitos do seu app autenticador, ou um código de recuperação.
code-hint-recovery-only = Um dos seus códigos de recuperação.
code-empty = Digite o código.
code-wrong = O código está errado ou já foi usado.
key-wrong = A chave não foi aceita.
key-none = Nenhuma chave respondeu. Tente novamente.
key-failed = Não foi possível usar a chave. { $why }
use-key = Usar uma chave de segurança
use-passkey = Usar uma chave de acesso
step-go = Continuar
step-enrol = Seu administrador pede uma segunda etapa. Configure um app autenticador.
step-new-password = Escolha uma nova senha com pelo menos { $n } caracteres.
step-passkey = Use a impressão digital, o rosto ou o PIN deste dispositivo, ou sua chave de segurança.
step-back = Começar de novo
factors = Login em duas etapas
factors-text = Com uma segunda etapa, só a senha não abre mais esta caixa de correio. Os programas de e-mail passam a precisar de senhas de app.
factors-required = Seu administrador exige uma segunda etapa. Os programas de e-mail precisam de senhas de app.
factor-app = App autenticador
factor-app-text = Um app no celular mostra um novo código a cada 30 segundos.
factor-app-add = Configurar um app
factor-app-added = App autenticador ativado
factor-app-off-text = Os códigos deste app não serão mais pedidos.
factor-since = Desde { $when }
factor-on = Ativar
factor-off = Desativar
factor-qr = Código QR para o app autenticador
factor-scan = Leia-o com o app, ou digite este segredo:
factor-open-app = Abrir em um app neste dispositivo
keys = Chaves de segurança e chaves de acesso
keys-text = Com uma chave de acesso você entra com impressão digital, rosto ou PIN, sem senha.
key-add = Adicionar uma chave
key-added = Chave adicionada
key-default = Chave { $n }
key-name = Nome
key-passkey = Chave de acesso
key-second = Segunda etapa
key-rename = Renomear { $name }
key-remove = Remover { $name }
key-remove-short = Remover chave
key-remove-text = Esta chave não servirá mais para entrar.
recovery = Códigos de recuperação
recovery-left = { $n } não usados
recovery-new = Novos códigos
recovery-made = Os códigos antigos não valem mais
recovery-text = Cada código funciona uma vez, quando o celular ou a chave não está à mão. Guarde-os em um lugar seguro: eles só são mostrados agora.
recovery-kept = Já os guardei
prove-title = É você?
prove-text = Digite sua senha novamente para alterar como você entra.
prove-wrong = Essa não é sua senha.
rule-length = Pelo menos { $n } caracteres.
rule-also = Pelo menos { $n } caracteres, com { $also }.
rule-letter = uma letra
rule-cases = letras minúsculas e maiúsculas
rule-digit = um dígito
rule-special = um caractere especial
password-end-others = Sair de todos os outros navegadores
session-on = { $browser } no { $system }
session-unknown = Programa desconhecido
session-seen = { $when } de { $address }
session-since = Entrou { $when } ({ $way })
session-end = Sair
session-end-name = Sair: { $name }
session-ended = Sessão encerrada
sessions-end-others = Sair de todos os outros
way-password = senha
way-totp = senha e código
way-recovery = senha e código de recuperação
way-key = senha e chave
way-passkey = chave de acesso
last-logins = Últimos acessos
last-logins-text = Por serviço. Se algo parecer errado, altere sua senha.
protocol-web = Web
protocol-api = Interface de programação
# programs = Programs with access
# programs-text = They need no password until you take the access back.
# programs-end = Take back
# programs-end-name = Take back: { $name }
# programs-ended = Access taken back
# oauth-title = Allow { $client }?
# oauth-wants = This program wants to:
# oauth-lasts = This lasts until you take it back in the settings.
# oauth-as = Signed in as { $address }
# oauth-other = Use another account
# oauth-allow = Allow
# oauth-deny = Do not allow
# oauth-problem = This cannot be answered
# oauth-wrong = The program that led you here asked in a wrong way. { $why }
# oauth-over = This took too long. Go back to the program and begin again.
# oauth-sign-in = To go on to { $client }
# oauth-prove = { $client } wants to be sure that it is you.
# oauth-scope-openid = know that it is you
# oauth-scope-profile = see your name
# oauth-scope-email = see your address
# oauth-scope-mail = read, change and send your mail
# oauth-scope-dav = read and change your calendars and contacts
# provider-sign-in = Sign in with { $name }
# provider-failed = This sign-in opened nothing
# provider-away = The provider could not be asked. { $why }

## Receipts

receipt-wanted = { $name } pede uma confirmação de leitura.
receipt-send = Enviar confirmação
receipt-no = Não
receipt-sent = Confirmação enviada
set-push = Também com o Hayloft fechado
set-push-hint = A mensagem em si fica aqui; só o aviso de novidade passa pelo serviço de push do navegador.
set-push-failed = Não foi possível ativar o push. { $why }
set-offline = Manter e-mails neste navegador
set-offline-hint = As conversas mais recentes podem ser lidas sem conexão. Desative em um computador usado por outras pessoas.

## Several mailboxes

accounts = Caixas de correio
account-shared = Compartilhada com você
account-elsewhere = Em outro provedor
outside = Contas de e-mail em outros lugares
outside-text = E-mails que você tem em outro provedor, lidos e respondidos daqui. A senha fica guardada criptografada.
outside-add = Adicionar uma conta
outside-remove = Remover { $address }
outside-fault = Não foi possível acessar: { $why }
outside-login = Nome de usuário lá
outside-imap = Recebimento de e-mails (IMAP)
outside-smtp = Envio de e-mails (SMTP)
outside-host = Servidor
outside-port = Porta
outside-tls = Criptografia

## Programs of others (administrators)

# settings-oauth = Programs of others
# oauth-clients-text = Other programs and web sites where people sign in with their account here, by OpenID Connect or OAuth 2. Everybody decides about their own account; what you allow here is the most that a program may ask for.
# oauth-clients-none = None yet.
# oauth-client-add = Add a program
# oauth-client-change = Change { $name }
# oauth-client-remove = Delete { $name }
# oauth-client-remove-text = It can no longer sign anybody in, and every access that people gave it ends.
# oauth-client-remove-yes = Delete
# oauth-client-removed = Program deleted
# oauth-client-off = Switched off
# oauth-client-name = Name that people read
# oauth-client-redirects = Addresses that people are sent back to, one in each line
# oauth-client-may = It may ask to
# oauth-client-trusted = Our own program: do not ask people
# oauth-client-active = In use
# oauth-client-public = An app that cannot keep a secret
# oauth-client-renew = New secret
# oauth-client-revoke = End all access
# oauth-client-made = For the settings of the program
# oauth-client-once = Copy the secret now: it is shown only this once.

## Junk mail, and addresses for a time

# settings-junk = Junk mail
# settings-addresses = Addresses for a time
# junk-score = How strict
# junk-score-text = The server gives each message points for what is suspicious about it. Lower is stricter.
# junk-from = Goes to Junk from
# junk-refused-from = Is refused from
# junk-usual = As the server has it
# junk-try = What would it have caught?
# junk-week = Of last week’s { $total } messages here, { $junk } would have gone to Junk and { $refused } would have been refused.
# junk-allow = Never junk
# junk-allow-text = Mail from them is let in, whatever its points.
# junk-deny = Always refused
# junk-deny-text = Mail from them does not get in.
# junk-who = Address or domain
# held = Kept back
# held-text = Mail to you that was refused. It is kept for a while, in case it was none.
# held-none = Nothing is kept back.
# held-release = Let in: { $subject }
# held-remove = Delete: { $subject }
# held-release-short = Let in
# held-remove-short = Delete
# held-released = It comes into your inbox, and the filter learns from it
# held-removed = Message deleted
# held-score = { $when } · { $score } points
# held-virus = { $when } · virus
# held-often = Tell me by mail
# held-often-never = Never
# held-often-hourly = Every hour
# held-often-daily = Every day
# held-often-weekly = Every week
# held-kind = Of what
# held-kind-reject = What was refused
# held-kind-add-header = What went to Junk
# held-kind-all = Both
# timed-text = An address that nobody can guess, for one shop or one form. Mail to it comes to you until it ends; you can also write under it.
# timed-none = None yet.
# timed-what = What it is for
# timed-span = How long it lasts
# timed-make = Make address
# timed-made = Address made
# timed-remove = Delete the address { $address }
# timed-removed = Address deleted
# timed-extend = How long { $address } lasts from now on
# timed-change = Extend…
# timed-until = Until { $when }
# timed-over = Ended { $when }
# timed-1 = One hour
# timed-24 = One day
# timed-168 = One week
# timed-720 = 30 days
# timed-8760 = One year
# timed-87600 = Ten years
# timed-ever = For good
# mail-shared-mark = Others see this mail
