# Windows PowerShell drops empty arguments of programs, so the words go through the environment.
Register-ArgumentCompleter -Native -CommandName sanhui -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or ($_.Extent.EndOffset -eq $cursorPosition -and -not $wordToComplete) } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    $env:_SANHUI_COMPLETE = 'powershell'
    $env:_SANHUI_WORDS = (($words + $wordToComplete.Trim("'", '"')) -join "`n") + "`n"
    try {
        foreach ($line in @(& $commandAst.CommandElements[0].Extent.Text 2>$null)) {
            if ($line -eq ':files') { return }
            $name, $said = $line -split "`t", 2
            $typed = if ($name -match '[\s''"();{}$`|&,@#<>]') { "'" + $name.Replace("'", "''") + "'" } else { $name }
            if (-not $said) { $said = $name }
            [System.Management.Automation.CompletionResult]::new($typed, $name, 'ParameterValue', $said)
        }
    } finally {
        $env:_SANHUI_COMPLETE = $null
        $env:_SANHUI_WORDS = $null
        [Console]::OutputEncoding = $encoding
    }
}
