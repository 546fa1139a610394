#compdef mubench
# mubench completion for zsh. Add to ~/.zshrc, after compinit:  eval "$(mubench completion zsh)"
_mubench() {
    local -a candidates
    local line current="${words[CURRENT]}"
    for line in "${(@f)$("${words[1]}" "[suggest:${#${(j: :)words[1,CURRENT]}}]" "${(j: :)words[1,CURRENT]}" 2>/dev/null)}"; do
        if [[ "$line" == -* && "$current" != -* ]]; then continue; fi
        if [[ -n "$line" ]]; then candidates+=("$line"); fi
    done
    if (( ${#candidates} )); then compadd -a candidates; else _files; fi
}
compdef _mubench mubench
