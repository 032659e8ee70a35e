/**
 * For each shell the script that calls `subuser complete -- <words>`. What that prints is quoted, never evaluated: grants are
 * words that others chose.
 */
export const shellScripts = {
  bash: `
# bash completion for subuser
_subuser() {
    local cursor=\${COMP_WORDS[COMP_CWORD]} line
    local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :0) ;;
            :4) compopt +o default ;;
            *)
                line=\${line%%$'\\t'*}
                # Within quotes it needs no other.
                [[ $cursor == [\\"\\']* ]] || printf -v line %q "$line"
                COMPREPLY+=("$line")
                ;;
        esac
    done < <(subuser complete -- "\${words[@]//[\\\\\\"\\']/}" 2>/dev/null)
}
complete -o default -F _subuser subuser
`,
  zsh: `
#compdef subuser
_subuser() {
    local -a lines values shown
    local line
    lines=("\${(@f)$(subuser complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    for line in "\${(@)lines[1,-2]}"; do
        values+=("\${line%%$'\\t'*}")
        shown+=("\${line/$'\\t'/  -- }")
    done
    [[ $words[CURRENT] == -*=* ]] && compset -P '*='
    if (( $#values )); then
        compadd -l -d shown -- "\${(@)values}"
    elif [[ $lines[-1] == :0 ]]; then
        _files
    fi
}
if [[ $funcstack[1] == _subuser ]]; then
    _subuser
else
    compdef _subuser subuser
fi
`,
  fish: `
# fish completion for subuser
function __subuser_complete
    set -l words (commandline -opc)
    set -l cursor (commandline -ct | string unescape)
    set -l lines (subuser complete -- $words[2..-1] "$cursor" 2>/dev/null)
    set -l prefix (string match -r -- '^--[^=]+=' $cursor)
    if test (count $lines) -gt 1
        printf "$prefix%s\\n" $lines[1..-2]
    else if test "$lines[-1]" = :0
        __fish_complete_path (string replace -- "$prefix" '' "$cursor")
    end
end
complete -c subuser -f -a '(__subuser_complete)'
`,
  powershell: `
# powershell completion for subuser
Register-ArgumentCompleter -Native -CommandName subuser -ScriptBlock {
    param($cursor, $ast, $position)
    $elements = $ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $position }
    $words = @($elements | ForEach-Object { $_.ToString().Trim('"', "'") })
    if ($cursor -eq '') { $words += if ($PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { '' } }
    $lines = @(subuser complete -- @words 2>$null)
    $lines | Select-Object -SkipLast 1 | ForEach-Object {
        $value, $description = $_ -split [char]9, 2
        $text = if ($value -match '^[\\w.,:@%+/=-]+$') { $value } else { "'" + $value.Replace("'", "''") + "'" }
        $tip = if ($description) { $description } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $tip)
    }
}
`,
} as const;
