"""Connections to platforms, and what keeps them up to date.

token_vault  tokens, encrypted at rest
records      the rows of the ledger as values
ledger       connected accounts, what was fetched until when, counts of calls, notes; failures
rate_limits  what may be called now, and when the rest may be
connect      from consent, or a key, to a connected account
states       tickets and states: signed, good for minutes, each good for once
platforms    the list of platforms that can be connected
webhook_queue  events kept as hints until they are looked into
schedule     what is due, and which kind of call it takes
run          a whole pass over all accounts, one call at a time, never twice at once
calls        one call within the budget, with tokens that are good; counted before it is made
report       what a pass did, and how far it is
loading      what was lent into the warehouse
own_files    originals that a platform handed over, as the runner's own files
superseded   what was lent makes room for a file of the same run
expiry       what may not be kept any longer goes
disconnect   disconnecting, with a receipt; receipts keeps it in the journal
status       how a connection stands, in facts for pages and the shell
"""
