"""What an error says where a ledger cannot begin."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "begin-in-repository": (
        N_("{folder} is a repository without files of its own, and no place for a ledger"),
        N_("Clone it, and begin the ledger in the clone."),
    ),
    "example-in-ledger": (
        N_("{ledger} is a ledger already, and gets no examples"),
        N_("Create one to learn from in another folder: rectledger init try-out --example "
          "inspection."),
    ),
    "begin-nowhere": (
        N_("the name of the folder is empty"),
        N_("Name one, such as `rectledger init my-ledger`."),
    ),
    "begin-inside-ledger": (
        N_("{folder} lies inside the ledger in {ledger}, and a ledger holds no other"),
        N_("Name a folder beside it; or set that one up: `rectledger init {quoted}`."),
    ),
    "begin-around-ledger": (
        N_("there is a ledger in {ledger} already"),
        N_("Set that one up with `rectledger init {quoted}`, or name another folder."),
    ),
    "begin-in-the-way": (
        N_("{path} is there already, and nothing is overwritten"),
        N_("Nothing was written. Move it away, or name another folder."),
    ),
    "team-not-ours": (
        N_("{path} is there already, and was not written by rectledger"),
        N_("Nothing was written. Give it another name, and run the same command again."),
    ),
    "team-odd-place": (
        N_("the folder {folder} has characters in its name that a pipeline's file cannot hold"),
        N_("Nothing was written. Give the folder another name."),
    ),
    "from-missing": (
        N_("rectledger has no release yet, so a pipeline has to be told where to install it from"),
        N_("Nothing was written. Give `--from URL#sha256=HASH` for a wheel or an sdist, or "
          "`--from git+URL@COMMIT` for a repository."),
    ),
    "from-without-ci": (
        N_("--from says where a pipeline installs rectledger from, and no pipeline is asked for"),
        N_("Add `--ci github` or `--ci gitlab`, or leave out --from."),
    ),
    "from-characters": (
        N_("the address that --from gives has characters it must not have: {characters}"),
        N_("Nothing was written. Letters, digits and . _ ~ + / - can stay; percent-encode the "
          "others, such as %20 for a blank."),
    ),
    "from-no-tls": (
        N_("the address that --from gives must begin with https:// or git+https://"),
        N_("Nothing was written. Give `--from URL#sha256=HASH` for a wheel or an sdist, or "
          "`--from git+URL@COMMIT` for a repository."),
    ),
    "from-credentials": (
        N_("the address that --from gives has a user name or password in it, and everybody who "
          "can read the pipeline would see it"),
        N_("Nothing was written. Leave out what stands before the host, up to the @."),
    ),
    "from-no-host": (
        N_("the address that --from gives has no valid host, or nothing after it"),
        N_("Nothing was written. Give it in full, such as https://HOST/PATH#sha256=HASH or "
          "git+https://HOST/PATH@COMMIT."),
    ),
    "from-no-hash": (
        N_("the address that --from gives must end with #sha256= and 64 hexadecimal digits: "
          "without them, another file can be put in its place"),
        N_("Nothing was written. `sha256sum FILE` prints them, for a file that you trust. A "
          "repository is given as git+https://HOST/PATH@COMMIT."),
    ),
    "from-not-a-package": (
        N_("`{name}`, which --from names, is neither a wheel of rectledger nor an sdist"),
        N_("Nothing was written. Name a file such as rectledger-VERSION-py3-none-any.whl or "
          "rectledger-VERSION.tar.gz."),
    ),
    "from-no-commit": (
        N_("--from names a repository, but no commit of it"),
        N_("Nothing was written. Add @ and the full hash of a commit; `git rev-parse HEAD` in a "
          "clone prints it."),
    ),
    "from-movable": (
        N_("`{name}`, which --from names, is not the full hash of a commit: a branch or tag can "
          "be moved"),
        N_("Nothing was written. Give all 40 digits (64 in a repository with SHA-256): "
          "`git rev-list -1 NAME` in a clone prints them."),
    ),
    "codeowners-not-ours": (
        N_("{path} is there already, and was not written by rectledger"),
        N_("Nothing was written. A forge reads only one CODEOWNERS: add the ledger's owners to "
          "that one by hand, or move it away."),
    ),
    "codeowners-no-office": (
        N_("nobody can own the ledger: no member has the role office and an e-mail address"),
        N_("Nothing was written. List the members in {path}, each with `emails`, and at least one "
          "with `roles: [office]`."),
    ),
    "codeowners-too-large": (
        N_("CODEOWNERS would have {size} bytes, and forges read no more than {most}"),
        N_("Nothing was written. Fewer members with addresses in a department make it smaller; "
          "with `four_eyes: true` departments own nothing."),
    ),
    "cannot-write": (
        N_("{path} cannot be written: {detail}"),
        N_("Mend that, and run the same command again: it only makes what is missing."),
    ),
    "cannot-read-file": (
        N_("{path} cannot be read as a plain file"),
        N_("See what it is, and run the same command again."),
    ),
    "no-repository": (
        N_("the ledger's files are written, but git could not make a repository in {folder}: "
          "{detail}"),
        N_("Mend that, and run the same command again: it only makes what is missing."),
    ),
}  # fmt: skip
