# Completion of rectledger for bash. To switch it on:
#   rectledger completion bash > ~/.rectledger.bash
#   echo 'source ~/.rectledger.bash' >> ~/.bashrc

_rectledger() {
    local program=rectledger value shown
    local -a values=() all=()
    [[ $1 == */* ]] && program=${1/#\~\//$HOME/}
    # A line is what to put in, a tab, and what to show: data, which nothing here expands.
    while IFS=$'\t' read -r value shown; do
        values+=("$value")
        all+=("$shown")
    done < <(COLUMNS=$COLUMNS command "$program" completion bash -- \
        "${COMP_WORDS[@]:0:COMP_CWORD}" "$2" 2>/dev/null)

    COMPREPLY=()
    if [[ ${values[0]-} == / || ${values[0]-} == // ]]; then # folders, files: the shell's own trade
        type compopt &>/dev/null && compopt -o filenames
        while IFS= read -r value; do
            COMPREPLY+=("$value")
        done < <(if [[ ${values[0]} == / ]]; then compgen -d -- "$2"; else compgen -f -- "$2"; fi)
    # Where bash puts one candidate after another into the line, it is to be the value alone.
    elif ((${#values[@]} == 1)) || [[ $COMP_TYPE == 37 || $COMP_TYPE == 42 ]]; then
        COMPREPLY=("${values[@]}")
    elif ((${#values[@]})); then
        COMPREPLY=("${all[@]}")
    fi
}

# bash before 4.4 cannot keep an order.
complete -o nosort -F _rectledger rectledger 2>/dev/null || complete -F _rectledger rectledger
