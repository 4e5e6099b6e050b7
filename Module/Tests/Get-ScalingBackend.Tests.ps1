BeforeAll {
    . $PSScriptRoot/Common.ps1
    $torch = Get-ScalingBackend Torch
    $task = New-SparseParityDataset -SkillCount 2 -SkillBits 8
    $small = @{ Width = 20; Steps = 40; BatchSize = 50; InitialScale = 0.3; MeasureSamples = 50; MeasureEvery = 20 }

    # Runs code in a fresh process that is told of another folder for the backend.
    function Invoke-WithBackend([string] $Folder, [string] $Code) {
        $env:SCALINGTOOLS_TORCH = $Folder
        try { pwsh -NoProfile -Command "Import-Module '$Manifest'; $Code" }
        finally { $env:SCALINGTOOLS_TORCH = $before }
    }
    $before = $env:SCALINGTOOLS_TORCH
}

Describe 'Get-ScalingBackend' {
    It 'lists the engine itself first' {
        $rows = @(Get-ScalingBackend)
        $rows | Should -BeOfType ([ScalingTools.Backends.ScalingBackend])
        $rows.Name | Should -Be Managed, Torch
        $rows[0].Available, $rows[0].Devices, $rows[0].Reason | Should -Be $true, cpu, ''
        (Get-ScalingBackend Managed).Name | Should -Be Managed
    }

    It 'says how to install an absent backend, and so does a training that asks for it' {
        $said = Invoke-WithBackend "$TestDrive/none" 'Get-ScalingBackend Torch | ConvertTo-Json' | ConvertFrom-Json
        $said.Available | Should -BeFalse
        $said.Reason | Should -Match 'Install-PSResource ScalingTools.Torch'
        Invoke-WithBackend "$TestDrive/none" 'try { Invoke-CircleTraining -Backend Torch } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Category; $_.ErrorDetails.RecommendedAction }' | Should -Be @(
            'BackendNotFound,ScalingTools.Cmdlets.InvokeCircleTrainingCommand', 'NotInstalled', $said.Reason.Substring('The Torch backend is not installed. '.Length))
    }

    It 'has no GPU in the engine' {
        Get-ErrorId { $task | Invoke-SparseParityTraining @small -Device cuda:0 } | Should -Be DeviceNotFound
        Get-ErrorId { Invoke-CompositionTraining -Steps 1 -Device cuda:0 } | Should -Be DeviceNotFound
        Get-ErrorId { Invoke-CircleTraining -Device cuda:0 } | Should -Be DeviceNotFound
    }

    It 'offers backends and devices' {
        Complete 'Invoke-SparseParityTraining -Backend ' | Should -Be Managed, Torch
        Complete 'Invoke-CircleTraining -Device ' | Select-Object -First 1 | Should -Be cpu
    }

    It 'trains <Name> with the same rows, to rounding' -ForEach @(
        @{ Name = 'two-layer networks'; Columns = 'TrainingLoss', 'Loss', 'SkillLoss'; Train = { param($where) $task | Invoke-SparseParityTraining @small @where } }
        @{ Name = 'transformers'; Columns = 'TrainingLoss', 'Loss'; Train = { param($where) $task | Invoke-SparseParityTraining 16 40 -Architecture Transformer -BatchSize 50 -MeasureSamples 50 -MeasureEvery 20 -Total @where } }
        @{ Name = 'composition'; Columns = , 'Loss'; Train = { param($where) New-CompositionTask -Length 2 -Size 4 | Invoke-CompositionTraining -Steps 20 -BatchSize 20 -MeasureEvery 10 -MeasureSamples 50 @where } }
        @{ Name = 'multilayer networks'; Columns = , 'Loss'; Train = { param($where) Invoke-CircleTraining -Width 16 -GridSize 32 -Steps 20 @where } }
        @{ Name = 'convolutional networks'; Columns = 'TestLoss', 'Accuracy'; Train = { param($where) Import-VisionDataset -Synthetic -Count 60 -Size 14 | Invoke-VisionTraining -Filters 4 -Steps 10 -BatchSize 10 @where } }
        @{ Name = 'decoders'; Columns = 'TestLoss', 'BitsPerByte'; Train = { param($where) Invoke-LanguageTraining -Text (Get-Content $Root/README.md -Raw) -ContextLength 8 -Width 16 -Heads 2 -Layers 1 -BatchSize 8 -Steps 10 @where } }
    ) {
        if (-not $torch.Available) { Set-ItResult -Skipped -Because $torch.Reason; return }
        $here = @(& $Train @{})
        $there = @(& $Train @{ Backend = 'Torch'; Device = 'cpu' })
        $there.Count | Should -Be $here.Count
        $here.Count | Should -BeGreaterThan 1
        for ($i = 0; $i -lt $here.Count; $i++) {
            foreach ($column in $Columns) {
                $expected = $here[$i].$column
                if ($null -eq $expected) { $there[$i].$column | Should -BeNullOrEmpty; continue }
                [Math]::Abs($there[$i].$column - $expected) | Should -BeLessOrEqual (1e-4 * [Math]::Abs($expected)) -Because "$column of row $i is $expected and $($there[$i].$column)"
            }
        }
    }

    It 'says which library is missing, and nothing else' {
        if (-not $torch.Available) { Set-ItResult -Skipped -Because $torch.Reason; return }
        $folder = $env:SCALINGTOOLS_TORCH ? $env:SCALINGTOOLS_TORCH : "$(Split-Path ([ScalingTools.Backends.ScalingBackend].Assembly.Location))/torch"
        $null = New-Item "$TestDrive/damaged" -ItemType Directory
        Copy-Item "$folder/*.dll" "$TestDrive/damaged" -Exclude LibTorchSharp.dll
        $said = Invoke-WithBackend "$TestDrive/damaged" 'Get-ScalingBackend Torch | ConvertTo-Json' | ConvertFrom-Json
        $said.Available | Should -BeFalse
        $said.Reason | Should -Match '^The Torch backend in .* cannot be loaded: .*LibTorchSharp.*Install-PSResource'
    }

    It 'refuses a GPU that is not there' {
        if (-not $torch.Available) { Set-ItResult -Skipped -Because $torch.Reason; return }
        if ($torch.Devices -match 'cuda') { Set-ItResult -Skipped -Because 'this machine has a GPU'; return }
        Get-ErrorId { $task | Invoke-SparseParityTraining @small -Backend Torch -Device cuda:0 } | Should -Be DeviceNotFound
    }
}
