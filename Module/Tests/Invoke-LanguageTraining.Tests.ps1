BeforeAll {
    . $PSScriptRoot/Common.ps1
    $text = -join (1..400 | ForEach-Object { ('scaling ', 'laws ', 'of ', 'networks ')[($_ * 2654435761) % 4294967296 % 97 % 4] })
    # Some milliseconds.
    $small = @{ Steps = 10; BatchSize = 4; ContextLength = 8; Width = 16; Layers = 1; Heads = 2; TestSequences = 4 }
}

Describe 'Invoke-LanguageTraining' {
    It 'writes a row for each measurement, from ln V at the start' {
        $rows = @(Invoke-LanguageTraining -Text $text @small -MeasureAt 0, 5)
        $rows | Should -BeOfType ([ScalingTools.DeepNetworks.LanguageLoss])
        $rows.Step | Should -Be 0, 5, 10
        $rows[0].TestLoss | Should -BeGreaterThan ([Math]::Log(256) - 1e-4)
        $rows[0].TestLoss | Should -BeLessThan ([Math]::Log(256) + 1e-4)
        $rows[-1].TestLoss | Should -BeLessThan $rows[0].TestLoss
        $rows[-1].Tokens, $rows[-1].Vocabulary, $rows[-1].Outcome, $rows[-1].Corpus | Should -Be 320, 256, 'Completed', 'text'
    }

    It 'takes files, from the pipeline too, and several values of the richness and seeds' {
        Set-Content TestDrive:/a.txt $text
        Set-Content TestDrive:/b.txt $text
        $rows = Get-ChildItem TestDrive:/*.txt | Invoke-LanguageTraining @small -Richness 0.01, 1 -Seed 1, 2 -MeasureAt 10
        "$($rows.Corpus)" | Should -Be 'a a a a b b b b'
        "$($rows[0..3].Richness)" | Should -Be '0.01 0.01 1 1'
        "$($rows[0..3].Seed)" | Should -Be '1 2 1 2'
        $rows[0..3].Run | Select-Object -Unique | Should -HaveCount 4
        (Invoke-LanguageTraining TestDrive:/a.txt @small)[-1].Corpus | Should -Be 'a'
    }

    It 'learns pairs of bytes' {
        $rows = Invoke-LanguageTraining -Text $text @small -Vocabulary 280
        $rows[0].Vocabulary | Should -Be 280
        $rows[0].TestLoss | Should -BeLessThan ([Math]::Log(280) + 1e-4)
        # Tokens are longer than bytes.
        $rows[0].BitsPerByte | Should -BeLessThan ($rows[0].TestLoss / [Math]::Log(2) / 2)
    }

    It 'gives the same rows for the same seed on any number of threads' {
        $rows = Invoke-LanguageTraining -Text $text @small
        Invoke-LanguageTraining -Text $text @small -Threads 1 | Should -Be $rows
        (Invoke-LanguageTraining -Text $text @small -Seed 2)[-1].TestLoss | Should -Not -Be $rows[-1].TestLoss
    }

    It 'keeps the rows of a run that diverges, and writes its error' {
        $rows = Invoke-LanguageTraining -Text $text @small -LearningRate 1e6 -ErrorVariable problems -ErrorAction SilentlyContinue
        $rows[-1].Outcome, $rows[-1].TestLoss | Should -Be 'Diverged', $null
        $problems.FullyQualifiedErrorId | Should -Match '^Diverged,'
    }

    It 'refuses <what>' -ForEach @(
        @{ What = 'a file that is not there'; Arguments = @{ Path = 'TestDrive:/none.txt' }; Id = 'FileNotReadable' }
        @{ What = 'a text that is too short'; Arguments = @{ Text = 'short' }; Id = 'TooFewPoints' }
        @{ What = 'heads that do not divide the width'; Arguments = @{ Text = 'x' * 2000; Heads = 3 }; Id = 'InconsistentInput' }
        @{ What = 'a richness of zero'; Arguments = @{ Text = 'x' * 2000; Richness = 0 }; Id = 'ParameterOutOfRange' }
    ) {
        Get-ErrorId { Invoke-LanguageTraining @Arguments } | Should -Be $Id
    }

    It 'names the byte of a file that is not UTF-8' {
        $file = Join-Path $TestDrive 'latin.txt'
        [IO.File]::WriteAllBytes($file, [Text.Encoding]::Latin1.GetBytes(('x' * 50) + 'größer' + ('y' * 100)))
        Get-ErrorId { Invoke-LanguageTraining $file } | Should -Be FileFormat
        { Invoke-LanguageTraining $file -ErrorAction Stop } | Should -Throw '*latin.txt*0xF6 at offset 52*'
    }

    It 'stops at once when enough rows are there' {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Invoke-LanguageTraining -Text $text -BatchSize 4 -ContextLength 8 -Width 16 -Layers 1 -Heads 2 -TestSequences 4 -Steps 1e7 -MeasureAt 0, 1, 2 | Select-Object -First 2 | Should -HaveCount 2
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
    }
}
