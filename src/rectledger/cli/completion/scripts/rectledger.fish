# Completion of rectledger for fish. To switch it on:
#   mkdir -p ~/.config/fish/completions
#   rectledger completion fish > ~/.config/fish/completions/rectledger.fish

function __rectledger
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    set -l program rectledger
    if string match -q '*/*' -- $words[1]
        set program (string replace -r '^~(?=/)' -- "$HOME" $words[1])
    end
    # A line is what to put in, a tab, and a title: data, which nothing here expands.
    set -l lines (COLUMNS=$COLUMNS command $program completion fish -- $words "$token" 2>/dev/null)
    if test "$lines[1]" = / # folders are the shell's own trade
        set -l option (string match -r '^--[^=]*=' -- $token)
        for folder in (__fish_complete_directories (string replace -r '^--[^=]*=' '' -- "$token") '')
            printf '%s\n' "$option$folder"
        end
    else if test "$lines[1]" = // # and so are files
        set -l option (string match -r '^--[^=]*=' -- $token)
        set -l start (string replace -r '^--[^=]*=' '' -- "$token")
        for file in (complete -C "__rectledger_of_files $start")
            printf '%s\n' "$option$file"
        end
    else if set -q lines[1]
        printf '%s\n' $lines
    end
end

complete --command rectledger --no-files --keep-order --arguments '(__rectledger)'
