# COMP_TYPE is ? when bash lists after a second tab, ! or @ when it lists at once: then names may say what they mean.
_sanhui() {
    local IFS=$'\n' listing= answer
    case $COMP_TYPE in 33|63|64) listing=1 ;; esac
    answer=$(_SANHUI_COMPLETE=bash _SANHUI_LISTING=$listing _SANHUI_WORDS="${COMP_WORDS[*]:1:COMP_CWORD}"$'\n' \
        COLUMNS=${COLUMNS:-80} "$1" 2>/dev/null)
    COMPREPLY=()
    if [ "$answer" = :files ]; then
        compopt -o filenames -o bashdefault -o default 2>/dev/null
        return
    fi
    local line only_open=1
    for line in $answer; do
        COMPREPLY+=("${line%%$'\t'*}")
        case ${line%%$'\t'*} in */|*:) ;; *) only_open= ;; esac
    done
    [ -n "$only_open" ] && compopt -o nospace 2>/dev/null
    compopt -o nosort 2>/dev/null
    return 0
}
complete -F _sanhui sanhui
