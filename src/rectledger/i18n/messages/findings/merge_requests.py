"""Messages for findings in a request that breaks a rule against its base."""

from rectledger.i18n.language import N_

Sentence = tuple[str, str | None]

_RECORD_AGAIN = N_("Entries are never changed: restore it, and correct mistakes with a new entry.")
_UNSIGNED = N_("Sign every commit of the branch, for example with "
               "`git rebase --exec 'git commit --amend --no-edit -S' BASE`.")  # fmt: skip
_UNLISTED = N_("Sign with a listed key, or ask the office to add this one to allowed_signers in a "
               "separate request.")  # fmt: skip
# For entries that are not in the base yet.
NEW = N_("It is not in the base yet: remove it from the branch (`git reset`), and record it again "
         "as policy requires.")  # fmt: skip
# For an entry, and for an evidence file, whose path precedes the message.
ENTRY_GIVEN_TWICE = N_(
    "the entry of {date} in {what} ({event}) was made for another {ref} (see commit {commit}): the "
    "number was used twice"
)
EVIDENCE_GIVEN_TWICE = N_(
    "this evidence was added for another {ref} (see commit {commit}): the number was used twice"
)
REQUEST: dict[str, Sentence] = {
    "base-unreadable": (
        N_("cannot compare with the base: its version of this file cannot be read"),
        N_("`rectledger check --at BASE` shows what is wrong with it."),
    ),
    "history-replaced": (
        N_("git is set to replace parts of the history ({refs}); this check ignores that"),
        N_("If nobody needs it, remove it: `git replace --delete`, or the file info/grafts."),
    ),
    "history-not-from-base": (
        N_("commit {commit} has no parent: its history does not come from the base"),
        N_("Make the change again on a branch of the base. What was signed for another ledger is "
           "not signed for this one."),
    ),
    "history-rewritten": (
        N_("{head} and {base} have no commit in common: the history of one of them was rewritten"),
        N_("Create a branch from {base}, and make the change again there."),
    ),
    "not-from-base": (
        N_("{head} does not contain all of {base}: the missing commits would be lost"),
        N_("Merge {base} or rebase onto it first; never force-push over what others rely on."),
    ),
    "cannot-be-merged": (
        N_("cannot be merged into {base}: both sides changed it"),
        N_("Merge {base} into the branch, in a clone where `rectledger init` was run: it merges "
           "what it can. For the rest, keep what came first."),
    ),
    "record-gone": (
        N_("this request deletes {ref}, which is in the base"),
        N_("Restore its file. To drop an item, waive it: `rectledger waive {ref}`."),
    ),
    "record-moved": (
        N_("{ref} was moved from its file to {to}"),
        N_("Move it back: a record never changes its number or file."),
    ),
    "entry-altered": (
        N_("{ref}: the entry of {date} ({event}) differs from the base: {keys}"),
        _RECORD_AGAIN,
    ),
    "entry-gone": (
        N_("{ref}: the entry of {date} ({event}) is in the base, but missing here"),
        _RECORD_AGAIN,
    ),
    "entry-moved": (
        N_("{ref}: the entry of {date} ({event}) is not in the same order as in the base"),
        _RECORD_AGAIN,
    ),
    "evidence-too-large": (
        N_("evidence file is larger than {most} MiB, the limit of this ledger: {path}"),
        N_("Split it into smaller files, or refer to it as a document."),
    ),
    "evidence-empty": (
        N_("evidence file is empty: {path}"),
        N_("It may not have been saved or copied completely. Provide the complete file."),
    ),
    "amended-while-ongoing": (
        N_("{ref} is ongoing at that point: its departments are changed by reassigning, not by "
           "amending"),
        N_("Remove the amendment from the branch, and use `rectledger reassign {ref}`."),
    ),
    "bad-amendment": (
        N_("{ref}: this amendment gives `{field}` an invalid value"),
        N_("Write `now` like the field itself; `rectledger help format` describes the allowed "
           "values."),
    ),
    "opened-while-done": (
        N_("{ref} cannot be opened on {opened}: {issue} was closed or waived until {again}"),
        N_("Use {again} or a later date."),
    ),
    "closed-to-measures": (
        N_("cannot add measure {ref}: its issue {issue} is {state}"),
        N_("Reopen the issue first (`rectledger reopen {issue}`), or remove the measure."),
    ),
    "open-under-waived": (
        N_("{ref} is waived, but these measures of it are still ongoing: {measures}"),
        N_("Waive them too, with `rectledger waive`."),
    ),
    "entry-between": (
        N_("{ref}: this entry ({event}) is inserted before an entry of the base"),
        N_("Move it to the end of the log, with the date on which it is recorded."),
    ),
    "field-edited": (
        N_("{ref}: `{field}` was changed without an amendment"),
        N_("Restore the value, and change it with `rectledger amend {ref}`."),
    ),
    "closed-otherwise": (
        N_("{ref} was closed when its `{field}` was {was}; this request changes that to {now}"),
        N_("Undo what was changed before the closing. To reopen {ref}, use `rectledger reopen "
           "{ref}`."),
    ),
    "amended-from": (
        N_("{ref}: `was` in this amendment of `{field}` does not match the base"),
        N_("`was` must be the value in the base."),
    ),
    "governed-with-entries": (
        N_("changed in the same request as entries ({refs})"),
        N_("Change this file in a separate request."),
    ),
    "not-by-office": (
        N_("changed by {author} <{address}> (commit {commit}), but only the office may change it"),
        N_("Ask a member with the role office to make the change."),
    ),
    "governed-by-nobody": (
        N_("differs from the base, but no commit of this request shows who changed it"),
        N_("Merge the base again, and keep its version."),
    ),
    "ledger-gone": (
        N_("this request deletes or moves the ledger"),
        N_("Restore it: a ledger stays where it is in the base."),
    ),
    "known-until-back": (
        N_("`known_until` is moved back to {now}"),
        N_("What was known on a date stays known: leave it unchanged, or use a later date."),
    ),
    "second-ledger": (
        N_("another ledger.yaml, which commands would find instead of the one of this ledger"),
        N_("Remove it, or move it to a folder next to the ledger."),
    ),
    "of-no-commit": (
        N_("no commit of this request adds this entry by {who}"),
        N_("Merge the base again, and do not change entries while merging."),
    ),
    "of-nobody": (
        N_("{ref} differs from the base, but no commit of this request changed it that way"),
        N_("Merge the base again and keep its version; make the change in a separate commit."),
    ),
    "by-a-stranger": (
        N_("changed by {author} <{address}> (commit {commit}); no member has this address"),
        N_("Set `git config user.email` and commit again; or ask the office to add the address to "
           "the member's `emails` in a separate request: a member without one cannot be "
           "distinguished from anybody else."),
    ),
    "number-given-twice": (
        N_("{what} was made for another {ref} (see commit {commit}): the number was used twice"),
        N_("Change your item to the next number, in one commit on top of all others: its file in "
           "issues/, its measures, its entries and its folder in evidence/. If {ref} is the same "
           "item and was only corrected, rebase commit {commit} onto the corrected one, and remove "
           "the line `Ledger-Of: …` from its message (`reword` in `git rebase -i`)."),
    ),
    "number-used-up": (
        N_("this request adds {ref} and deletes it again (commit {commit}): a fast-forward merge "
           "would use up the number"),
        N_("Use a merge commit, or drop both commits (`git rebase -i`)."),
    ),
    "by-another": (
        N_("the entry is by {who}, but was committed by {author} <{address}> (commit {commit})"),
        N_("Ask {who} to commit it: everybody records in their own name. If a merge queue squashed "
           "the commits of several people, use a merge commit instead."),
    ),
    "by-unknown-address": (
        N_("the entry is by {who}, but was committed by {author} <{address}> (commit {commit}); no "
           "member has this address"),
        N_("Set `git config user.email` and commit again; or ask the office to add the address to "
           "{who} in a separate request."),
    ),
    "by-unproven": (
        N_("cannot verify that {author} <{address}>, who committed it (commit {commit}), is {who}"),
        N_("List the member's `emails` in ledger.yaml."),
    ),
    "unsigned": (N_("{who}: commit {commit} is not signed"), _UNSIGNED),
    "badly-signed": (N_("{who}: the signature of commit {commit} is invalid"), _UNSIGNED),
    "unlisted-key": (
        N_("{who}: commit {commit} is signed with a key that is not listed in the base"),
        _UNLISTED,
    ),
    "signed-by-another": (
        N_("in the name of {who}, but commit {commit} is signed by {signer}"),
        N_("Commit in your own name, and sign with your own key."),
    ),
    "signed-by-nobody": (
        N_("signatures are required, but the base lists no members"),
        N_("List the members in ledger.yaml first, in a separate request."),
    ),
    "no-signers": (
        N_("signatures are required, but the base has no list of keys"),
        N_("Add it next to ledger.yaml first, in a separate request. Each line gives a member's "
           "address or id, and the public key in ssh format."),
    ),
}  # fmt: skip
