function __sanhui_names
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l begun (commandline --current-token --cut-at-cursor)
    command --query $words[1]; or return
    set -l lines (string join \n -- $words[2..-1] "$begun" | string collect --no-trim-newlines)
    set -l answer (_SANHUI_COMPLETE=fish _SANHUI_WORDS=$lines $words[1] 2>/dev/null)
    if test "$answer" = :files
        __fish_complete_path (string replace --regex '^--[a-z-]+=' '' -- "$begun")
    else if test (count $answer) -gt 0
        if set -l option (string match --regex '^--[a-z-]+=' -- "$begun")
            printf "$option%s\n" $answer
        else
            printf '%s\n' $answer
        end
    end
end
complete --command sanhui --erase
complete --command sanhui --no-files --keep-order --arguments '(__sanhui_names)'
