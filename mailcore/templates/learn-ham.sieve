require ["vnd.dovecot.pipe", "copy", "imapsieve", "variables", "environment", "vnd.dovecot.environment"];
# Out of Junk into Trash says nothing about the mail.
if environment :matches "imap.mailbox" "*" {
	if anyof (string :is "${1}" "Trash", environment :is "vnd.dovecot.config.trash" "${1}") {
		stop;
	}
}
pipe :copy "learn-ham" ["${env.vnd.dovecot.username}"];
