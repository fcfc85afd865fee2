require ["vnd.dovecot.pipe", "copy", "imapsieve", "variables", "environment", "vnd.dovecot.environment"];
pipe :copy "learn-spam" ["${env.vnd.dovecot.username}"];
