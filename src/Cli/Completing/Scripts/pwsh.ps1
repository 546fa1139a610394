# mubench completion for PowerShell. Add to $PROFILE:  mubench completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName mubench -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString().PadRight($cursorPosition)
    mubench "[suggest:$cursorPosition]" $line 2>$null |
        Where-Object { -not ($_.StartsWith('-') -and -not $wordToComplete.StartsWith('-')) } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
