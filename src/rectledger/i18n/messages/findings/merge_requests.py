"""What a finding says of a request that breaks a rule between it and its base."""

from rectledger.i18n.language import N_

Sentence = tuple[str, str | None]

_RECORD_AGAIN = N_("What is in the log stays; what was wrong is set right in a new entry.")
_UNSIGNED = N_("Sign every commit of the branch, such as by "
               "`git rebase --exec 'git commit --amend --no-edit -S' BASE`.")  # fmt: skip
_UNLISTED = N_("Sign with the key that is listed; or have the office list this one in "
               "allowed_signers, in a request of its own.")  # fmt: skip
# Of what the base does not have yet.
NEW = N_("It is not in the base yet: take it out of the branch (`git reset`), and enter it as the "
         "rules have it.")  # fmt: skip
# Of an entry: which one; of a file of evidence, which stands before the message.
ENTRY_GIVEN_TWICE = N_(
    "the entry of {date} in {what} ({event}) was made for another {ref} (see commit {commit}): the "
    "number was given twice"
)
EVIDENCE_GIVEN_TWICE = N_(
    "this evidence was brought in for another {ref} (see commit {commit}): the number was given "
    "twice"
)
REQUEST: dict[str, Sentence] = {
    "base-unreadable": (
        N_("the base's own file cannot be read, so nothing is held against it"),
        N_("`rectledger check --at` the base says what is wrong with it."),
    ),
    "history-replaced": (
        N_("git is told to show another history than there is ({refs}); this check ignores that"),
        N_("If nobody needs it, remove it: `git replace --delete`, or the file info/grafts."),
    ),
    "history-not-from-base": (
        N_("commit {commit} has no parent: it begins a history that the base does not have"),
        N_("Make the change again on a branch of the base. What was signed for another ledger is "
           "not signed for this one."),
    ),
    "history-rewritten": (
        N_("{head} and {base} have no commit in common: one of their histories was written anew"),
        N_("Begin a branch from {base}, and make the change there again."),
    ),
    "not-from-base": (
        N_("{head} does not hold all of {base}: what is missing would be lost"),
        N_("Merge or rebase onto {base} first; what others rely on is never pushed over."),
    ),
    "cannot-be-merged": (
        N_("it cannot be merged into {base} as it is: both have changed it"),
        N_("Merge {base} into the branch, in a clone in which `rectledger init` was run: it puts "
           "in order what can be. Of the rest what came first stays."),
    ),
    "record-gone": (
        N_("{ref} is in the base, and this request takes it away"),
        N_("Bring its file back. What is not to be done any more is waived: "
           "`rectledger waive {ref}`."),
    ),
    "record-moved": (
        N_("{ref} is not in its file any more, but in {to}"),
        N_("Move it back: a record keeps its number and its file for good."),
    ),
    "entry-altered": (
        N_("{event} of {date} in the log of {ref} is not what it is in the base: {keys}"),
        _RECORD_AGAIN,
    ),
    "entry-gone": (
        N_("{event} of {date} is in the log of {ref} in the base, and gone here"),
        _RECORD_AGAIN,
    ),
    "entry-moved": (
        N_("{event} of {date} does not stand in the log of {ref} where the base has it"),
        _RECORD_AGAIN,
    ),
    "evidence-too-large": (
        N_("{path} is larger than the {most} MiB that policy allows"),
        N_("Hand it in in parts, or refer to it as a document."),
    ),
    "evidence-empty": (
        N_("{path} holds nothing, and so proves nothing"),
        N_("Hand in the file itself: it may not have been saved or copied whole."),
    ),
    "amended-while-ongoing": (
        N_("{ref} is ongoing there: who leads or supports it is handed over, and not amended"),
        N_("Take the amendment out of the branch, and enter `rectledger reassign {ref}`."),
    ),
    "bad-amendment": (
        N_("`{field}` of {ref} cannot hold what this amendment makes it"),
        N_("Write `now` as the field itself is written; docs/format.md says what may stand there."),
    ),
    "opened-while-done": (
        N_("{ref} cannot count from {opened}: {issue} was closed or waived until {again}"),
        N_("Write that day or a later one."),
    ),
    "closed-to-measures": (
        N_("{ref} is new, and its issue {issue} is {state}"),
        N_("Reopen the issue first (`rectledger reopen {issue}`), or take the measure away."),
    ),
    "open-under-waived": (
        N_("{ref} is waived, but measures under it are still open: {measures}"),
        N_("Waive them too, with `rectledger waive`."),
    ),
    "entry-between": (
        N_("{event} of {ref} stands before an entry that the base has already"),
        N_("Put it at the end of the log, under the day on which it is entered."),
    ),
    "field-edited": (
        N_("`{field}` of {ref} was changed, and no amendment of this request says so"),
        N_("Bring the value back, and change it with `rectledger amend {ref}`."),
    ),
    "closed-otherwise": (
        N_("when {ref} was closed, its `{field}` was {was}; this request makes it {now} before it"),
        N_("Take out what was put in before the closing. To take {ref} up again, enter `rectledger "
           "reopen {ref}` behind it."),
    ),
    "amended-from": (
        N_("the amendment says that `{field}` of {ref} was otherwise than the base has it"),
        N_("`was` is what the base has."),
    ),
    "governed-with-entries": (
        N_("it changes in one request with entries ({refs})"),
        N_("What governs the ledger changes in a request of its own."),
    ),
    "not-by-office": (
        N_("{author} <{address}> changed it (commit {commit}), and only the office may"),
        N_("Have a member with the role office make the change."),
    ),
    "governed-by-nobody": (
        N_("it is not as the base has it, and no commit of this request shows who changed it"),
        N_("Merge the base again, and keep what it has."),
    ),
    "ledger-gone": (
        N_("this request takes the ledger away, or moves it"),
        N_("Bring it back: a ledger stays where the base has it."),
    ),
    "known-until-back": (
        N_("known_until moves back, to {now}"),
        N_("What was known by a day stays known; leave it, or move it on."),
    ),
    "second-ledger": (
        N_("another ledger.yaml, which commands would find in place of this ledger's own"),
        N_("Take it away, or put it into a folder beside the ledger."),
    ),
    "of-no-commit": (
        N_("no commit of this request brought in this entry by {who}"),
        N_("Merge the base again, without changing entries while doing so."),
    ),
    "of-nobody": (
        N_("{ref} is not as the base has it, and no commit of this request made it so"),
        N_("Merge the base again and keep what it has; make the change in a commit of its own."),
    ),
    "by-a-stranger": (
        N_("{author} <{address}> changed it (commit {commit}), an address that no member has"),
        N_("Set `git config user.email`, and commit again; or have the office list the address "
           "in `emails` of its member, in a request of its own: a member without one cannot be "
           "told from anybody else."),
    ),
    "number-given-twice": (
        N_("{what} was made for another {ref} (see commit {commit}): the number was given twice"),
        N_("Give yours the next number, in one commit on top of all others: its file in issues/, "
           "its measures, its entries and its folder in evidence/. Where {ref} is the same and was "
           "only corrected: rebase commit {commit} onto the corrected one, and take the line "
           "`Ledger-Of: …` out of its message (`reword` in `git rebase -i`)."),
    ),
    "number-used-up": (
        N_("this request adds {ref} and deletes it again (commit {commit}): with a fast-forward, "
           "the number is used up"),
        N_("Merge it with a merge commit; or leave out both commits (`git rebase -i`)."),
    ),
    "by-another": (
        N_("the entry says {who}, but {author} <{address}> committed it (commit {commit})"),
        N_("Everybody enters in their own name: have {who} make the commit. Where a merge queue "
           "squashed several people's commits into one, merge with a merge commit."),
    ),
    "by-unknown-address": (
        N_("the entry says {who}, but {author} <{address}> committed it (commit {commit}), an "
           "address that no member has"),
        N_("Set `git config user.email`, and commit again; or have the office list the address "
           "with {who}, in a request of its own."),
    ),
    "by-unproven": (
        N_("nothing shows that {author} <{address}>, who committed it (commit {commit}), is {who}"),
        N_("List the member's `emails` in ledger.yaml."),
    ),
    "unsigned": (N_("{who}: commit {commit} is not signed"), _UNSIGNED),
    "badly-signed": (
        N_("{who}: the signature of commit {commit} does not fit what it signs"), _UNSIGNED,
    ),
    "unlisted-key": (
        N_("{who}: commit {commit} is signed with a key that the base does not list"), _UNLISTED,
    ),
    "signed-by-another": (
        N_("it is in the name of {who}, but commit {commit} is signed by {signer}"),
        N_("Everybody commits in their own name, and signs with their own key."),
    ),
    "signed-by-nobody": (
        N_("signatures are asked for, but the base has no members whose they could be"),
        N_("List the members in ledger.yaml first, in a request of its own."),
    ),
    "no-signers": (
        N_("signatures are asked for, but the base has no list of keys"),
        N_("Put one beside ledger.yaml first, in a request of its own; a line each: the "
           "member's address or id, and the public key as ssh has it."),
    ),
}  # fmt: skip
