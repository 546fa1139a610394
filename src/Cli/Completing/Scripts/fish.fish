# mubench completion for fish. Write it once:  mubench completion fish > ~/.config/fish/completions/mubench.fish
function __mubench_candidates
    set -l line (commandline -cp)
    set -l current (commandline -ct)
    for candidate in (mubench "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
        if string match -q -- '-*' $candidate; and not string match -q -- '-*' $current
            continue
        end
        echo $candidate
    end
end
complete -c mubench -a '(__mubench_candidates)'
