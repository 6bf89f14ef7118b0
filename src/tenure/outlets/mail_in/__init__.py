"""Documents that come by e-mail: a letterbox that speaks SMTP, and what is in a mail (R20)."""
