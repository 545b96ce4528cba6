#compdef sanhui
_sanhui() {
    local answer line name
    local -a whole said open opened
    answer=$(_SANHUI_COMPLETE=zsh _SANHUI_WORDS="${(pj:\n:)${(@Q)words[2,CURRENT]}}"$'\n' "${words[1]}" 2>/dev/null)
    if [[ $answer == :files ]]; then
        _files
        return
    fi
    for line in "${(@f)answer}"; do
        name=${line%%$'\t'*}
        [[ -z $name ]] && continue
        [[ $line == *$'\t'* ]] && line="$name  -- ${line#*$'\t'}"
        if [[ $name == */ || $name == *: ]]; then
            open+=("$name"); opened+=("$line")
        else
            whole+=("$name"); said+=("$line")
        fi
    done
    compset -P '--[a-z-]##=' 2>/dev/null
    (( $#whole )) && compadd -l -V sanhui -d said -a whole
    (( $#open )) && compadd -l -V sanhui -S '' -d opened -a open
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _sanhui "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _sanhui sanhui
fi
