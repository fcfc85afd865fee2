require ["vnd.dovecot.pipe", "copy", "imapsieve", "variables", "environment", "vnd.dovecot.environment"];
# Out of Junk into Trash says nothing about the mail.
if environment :matches "imap.mailbox" "*" {
	if string :is "${1}" "Trash" {
		stop;
	}
}
pipe :copy "learn-ham" ["${env.vnd.dovecot.username}"];
