"""Errors of `rectledger init`."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "begin-in-repository": (
        N_("cannot create a ledger in {folder}: it is a git repository without a work tree"),
        N_("Clone it, and create the ledger in the clone."),
    ),
    "example-in-ledger": (
        N_("{ledger} is a ledger already, and gets no examples"),
        N_("Create one to learn from in another folder: rectledger init try-out --example "
          "inspection."),
    ),
    "begin-nowhere": (
        N_("the folder name is empty"),
        N_("Give a name, for example `rectledger init my-ledger`."),
    ),
    "begin-inside-ledger": (
        N_("{folder} is inside the ledger in {ledger}: a ledger cannot contain another one"),
        N_("Choose a folder outside it, or set up that ledger: `rectledger init {quoted}`."),
    ),
    "begin-around-ledger": (
        N_("there is already a ledger in {ledger}"),
        N_("Set it up with `rectledger init {quoted}`, or choose another folder."),
    ),
    "begin-in-the-way": (
        N_("{path} already exists and is not overwritten"),
        N_("Nothing was written. Move it away, or choose another folder."),
    ),
    "team-not-ours": (
        N_("{path} already exists and was not written by rectledger"),
        N_("Nothing was written. Rename it, and run the same command again."),
    ),
    "team-odd-place": (
        N_("the folder name contains characters that a pipeline file cannot hold: {folder}"),
        N_("Nothing was written. Rename the folder."),
    ),
    "from-missing": (
        N_("--ci requires --from, because rectledger has not been released yet"),
        N_("Nothing was written. Use `--from URL#sha256=HASH` for a wheel or an sdist, or "
          "`--from git+URL@COMMIT` for a repository."),
    ),
    "from-without-ci": (
        N_("--from requires --ci"),
        N_("Add `--ci github` or `--ci gitlab`, or leave out --from."),
    ),
    "from-characters": (
        N_("--from contains characters that are not allowed: {characters}"),
        N_("Nothing was written. Use letters, digits and . _ ~ + / - only; percent-encode the "
          "others, for example a space as %20."),
    ),
    "from-no-tls": (
        N_("--from must start with https:// or git+https://"),
        N_("Nothing was written. Use `--from URL#sha256=HASH` for a wheel or an sdist, or "
          "`--from git+URL@COMMIT` for a repository."),
    ),
    "from-credentials": (
        N_("--from contains a user name or password, which everybody who can read the pipeline "
          "would see"),
        N_("Nothing was written. Remove everything before the host name, including the @."),
    ),
    "from-no-host": (
        N_("--from has no valid host name, or nothing after it"),
        N_("Nothing was written. Use a full address, for example https://HOST/PATH#sha256=HASH or "
          "git+https://HOST/PATH@COMMIT."),
    ),
    "from-no-hash": (
        N_("--from must end with #sha256= and 64 hexadecimal digits: without them, the file could "
          "be replaced by another"),
        N_("Nothing was written. For a file that you trust, `sha256sum FILE` prints the digits. "
          "For a repository, use git+https://HOST/PATH@COMMIT."),
    ),
    "from-not-a-package": (
        N_("`{name}` in --from is neither a rectledger wheel nor an sdist"),
        N_("Nothing was written. Use a file such as rectledger-VERSION-py3-none-any.whl or "
          "rectledger-VERSION.tar.gz."),
    ),
    "from-no-commit": (
        N_("--from gives a repository without a commit"),
        N_("Nothing was written. Add @ and the full hash of a commit; `git rev-parse HEAD` in a "
          "clone prints it."),
    ),
    "from-movable": (
        N_("`{name}` in --from is not a full commit hash; branches and tags can be moved"),
        N_("Nothing was written. Use all 40 digits (64 in a SHA-256 repository); "
          "`git rev-list -1 NAME` in a clone prints them."),
    ),
    "codeowners-not-ours": (
        N_("{path} already exists and was not written by rectledger"),
        N_("Nothing was written. GitHub and GitLab read only one CODEOWNERS file: add the ledger's "
          "owners to it by hand, or move it away."),
    ),
    "codeowners-no-office": (
        N_("cannot write CODEOWNERS: no member has both the role `office` and an e-mail address"),
        N_("Nothing was written. List the members in {path}, each with `emails`, and at least one "
          "with `roles: [office]`."),
    ),
    "codeowners-too-large": (
        N_("CODEOWNERS would be {size} bytes, which exceeds the limit of {most}"),
        N_("Nothing was written. To make it smaller, list fewer members with e-mail addresses in "
          "each department. With `four_eyes: true`, departments are left out."),
    ),
    "cannot-write": (
        N_("cannot write {path}: {detail}"),
        N_("Fix this, and run the same command again: it only creates what is missing."),
    ),
    "cannot-read-file": (
        N_("cannot read {path} as a regular file"),
        N_("Check what it is, and run the same command again."),
    ),
    "no-repository": (
        N_("the ledger's files were written, but git could not create a repository in {folder}: "
          "{detail}"),
        N_("Fix this, and run the same command again: it only creates what is missing."),
    ),
}  # fmt: skip
