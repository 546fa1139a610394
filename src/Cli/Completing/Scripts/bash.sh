# mubench completion for bash. Add to ~/.bashrc:  eval "$(mubench completion bash)"
_mubench() {
    local current="${COMP_WORDS[COMP_CWORD]}" line candidates=()
    while IFS= read -r line; do
        # A value that is no option, such as a manifest, is completed from the files.
        if [[ "$line" == -* && "$current" != -* ]]; then continue; fi
        if [[ "$line" == "$current"* ]]; then candidates+=("$line"); fi
    done < <("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
    COMPREPLY=("${candidates[@]}")
}
complete -o bashdefault -o default -F _mubench mubench
