BeforeAll { . $PSScriptRoot/Common.ps1 }
Describe 'Throw' {
    It 'passes' { 1 | Should -Be 1 }
    It 'fails' { 1 | Should -Be 2 -Because 'x' }
    It 'skips' { Set-ItResult -Skipped -Because 'no reason' }
    It 'case <_>' -ForEach 1, 2 { $_ | Should -BeLessThan 5 }
    It 'completes' { Complete 'New-Throwaway -Alpha ' | Should -Be '0.3', '0.6', '0.9' ; Complete 'New-Throwaway -Alpha 1 | Sort-Object Loss | New-Throwaway -Alpha 0.6' | Should -Be '0.6'}
    It 'error' { Get-ErrorId { New-Throwaway -Alpha 1 -Fail } | Should -Be 'Diverged'; Get-ErrorId { 7 | New-Throwaway -Alpha 1 -Fail } | Should -Be 'Diverged' }
    It 'rowtypes' { (Get-RowType).Type.Name | Should -Be 'MultilinearLoss' }
}
Describe 'Setup fails' { BeforeAll { throw 'no' }
 It 'x' { 1 | Should -be 1} }
