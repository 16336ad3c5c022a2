"""Connections to platforms, and what keeps them up to date.

vault        tokens, encrypted at rest
records      the rows of the ledger as values
ledger       connected accounts, and what was fetched until when; activity_rows writes one of them
bookkeeping  its counts of calls, its visits and facts; ledger_file opens the file
budget       what may be called now, and when the rest may be
connecting   from consent to a connected account; state bound to one browser, used once
subscription the application's one subscription to events
events       webhook events kept as hints until they are looked into
plan         what is due, and which kind of call it takes
passing      a whole pass over all accounts, one call at a time, never twice at once
calls        one call within the budget, with tokens that are good; counted before it is made
failures     what is noted of failures, and when to try again
report       what a pass did, and how far it is
loading      fetched documents into the warehouse
giving_way   what was lent makes room for a file of the same run
expiry       what may not be kept any longer goes
ending       disconnecting, with a receipt; receipts keeps it in the journal
standing     how a connection stands, in facts for pages and the shell
"""
