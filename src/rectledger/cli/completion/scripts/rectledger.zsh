#compdef rectledger
# Completion of rectledger for zsh. To switch it on:
#   rectledger completion zsh > ~/.rectledger.zsh
#   echo 'source ~/.rectledger.zsh' >> ~/.zshrc

_rectledger() {
    local program=rectledger
    local -a lines values shown
    [[ $words[1] == */* ]] && program=${words[1]/#\~\//$HOME/}
    # A line is what to put in, a tab, and what to show: data, which nothing here expands.
    lines=("${(@f)$(COLUMNS=$COLUMNS command "$program" completion zsh -- \
        "${(@)words[1,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
    values=("${(@)lines%%$'\t'*}")
    shown=("${(@)lines#*$'\t'}")

    if [[ $values[1] == / ]]; then # folders are the shell's own trade
        compset -P '--[^=]#='
        _files -/
    elif [[ $values[1] == // ]]; then # and so are files
        compset -P '--[^=]#='
        _files
    elif [[ -n $values[1] ]]; then
        compadd -V rectledger -l -d shown -a values
    fi
}

if [[ $funcstack[1] == _rectledger ]]; then # loaded from $fpath, at the first Tab
    _rectledger "$@"
else
    (($+functions[compdef])) || { autoload -Uz compinit && compinit -i }
    compdef _rectledger rectledger
fi
