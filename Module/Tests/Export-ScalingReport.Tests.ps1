BeforeAll {
    . $PSScriptRoot/Common.ps1
    $rows = @(Invoke-MultilinearTraining -Alpha 0.3, 0.6 -Time log:10:1e6:60)
    $all = $rows + @($rows | Measure-ScalingExponent -X Time -Y Loss -GroupBy Alpha -XMin 1e4) + @(Get-ScalingLaw Time -Alpha 0.3, 0.6 -At log:1e2:1e6:13)
    $browser = 'chromium', 'chromium-browser', 'google-chrome' | Where-Object { Get-Command $_ -ErrorAction Ignore } | Select-Object -First 1

    # What is between the tags of main is well formed.
    function Get-Body([string] $Path) { ([xml][regex]::Match((Get-Content $Path -Raw), '(?s)<main>.*</main>').Value).main }

    # What a browser says of a file on its console, and the page as it then is.
    function Open-Page([string] $Path) {
        $said = Join-Path $TestDrive said.txt
        $dom = & $browser --headless --no-sandbox --disable-gpu --enable-logging=stderr --log-level=0 --virtual-time-budget=5000 --dump-dom "file://$Path" 2>$said | Out-String
        [pscustomobject]@{ Dom = $dom; Console = @(Select-String -Path $said -Pattern ':CONSOLE' | ForEach-Object Line) }
    }
}

Describe 'Export-ScalingReport' {
    It 'has the question, a figure with theory, predictions beside measurements, parameters, and how to do it again' {
        $file = $all | Export-ScalingReport TestDrive:/a.html -Title 'The time law' -Question 'How fast?' -PassThru
        $file | Should -BeOfType ([IO.FileInfo])
        $page = Get-Content $file -Raw
        $page | Should -Match '<h1>The time law</h1>'
        $page | Should -Match 'How fast\?'
        $body = Get-Body $file
        $body.section.h2 | Should -Be 'Curves: MultilinearLoss', 'Theory and measurement', 'Fits: ScalingExponent', 'Theory: ScalingLaw', 'How to do it again'
        @($body.GetElementsByTagName('svg')) | Should -HaveCount 1
        @($body.GetElementsByTagName('path') | Where-Object class -EQ simulation) | Should -HaveCount 2
        @($body.GetElementsByTagName('path') | Where-Object class -EQ theory) | Should -HaveCount 2
        $line = $body.section[1].div.table.tbody.tr[1].td
        $line[1] | Should -Be 'Alpha=0.6'
        $line[2].InnerText, $line[3].InnerText | Should -Be '0.375', '0.375'
        ($body.section[0].dl.div | Where-Object dt -EQ Alpha).dd | Should -Be '0.3, 0.6'
        $facts = $body.section[-1].dl.div
        $facts.dt | Should -Be 'Date', 'Script', 'ScalingTools', 'PowerShell', '.NET', 'Seeds'
        ($facts | Where-Object dt -EQ PowerShell).dd | Should -Be "$($PSVersionTable.PSVersion)"
        ($facts | Where-Object dt -EQ Script).dd | Should -Match 'Export-ScalingReport.Tests.ps1, line \d+'
        $file.Length | Should -BeLessThan 60kb
    }

    It 'tells the statement in which it stands and those that made its variables, and no others' {
        $script = @'
$alpha = 0.3, 0.6
$other = 1
$runs = Invoke-MultilinearTraining -Alpha $alpha `
    -Time 1, 10
$runs += Invoke-MultilinearTraining -Alpha 0.9 -Time 1, 10
$runs |
    Export-ScalingReport typed.html
'@
        $null = pwsh -NoProfile -NonInteractive -WorkingDirectory $TestDrive -Command "Import-Module '$Manifest'`n$script"
        $body = Get-Body "$TestDrive/typed.html"
        $body.section[-1].pre | Should -Be ($script -replace '(?m)^\$other.*\n')
        $body.section[-1].dl.div.dt | Should -Not -Contain Script
        $rows | Export-ScalingReport TestDrive:/b.html -Command 'as I say'
        (Get-Body TestDrive:/b.html).section[-1].pre | Should -Be 'as I say'
    }

    It 'finds the variables of what was typed before' {
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $typed = "Import-Module '$Manifest'", '$alpha = 0.9', '$alpha = 0.3', 'Get-Date', '$runs = Invoke-MultilinearTraining -Alpha $alpha -Time 1, 10', "`$runs | Export-ScalingReport '$TestDrive/history.html'"
        foreach ($line in $typed) {
            $shell = [powershell]::Create($runspace).AddScript($line)
            $null = $shell.Invoke($null, [Management.Automation.PSInvocationSettings]@{ AddToHistory = $true })
            $shell.HadErrors | Should -BeFalse -Because "$($shell.Streams.Error)"
            $shell.Dispose()
        }
        $runspace.Dispose()
        (Get-Body "$TestDrive/history.html").section[-1].pre | Should -Be ($typed[2, 4, 5] -join "`n")
    }

    It 'tells of seeds, and of tests with their tolerance' {
        Test-ScalingTheory Data -Alpha 0.6 -Seed 3, 4, 5, 9 | Export-ScalingReport TestDrive:/c.html
        $body = Get-Body TestDrive:/c.html
        $body.section[0].p.InnerText | Should -Match 'in a test up to its tolerance'
        $body.section[0].div.table.tbody.tr | ForEach-Object { $_.td[0] } | Should -Be 'exponent of Data', 'prefactor of Data'
        Invoke-MultilinearTraining -Alpha 0.6 -SampleCount 100, 1000 -Time 1e4 -Seed 3, 4, 5, 9 | Export-ScalingReport TestDrive:/d.html
        ((Get-Body TestDrive:/d.html).section[-1].dl.div | Where-Object dt -EQ Seeds).dd | Should -Be '3–5, 9'
    }

    It 'takes rows that were selected, of a CSV file, and any objects' {
        $rows | Select-Object Alpha, Time, Loss | Export-ScalingReport TestDrive:/e.html
        $rows | Export-Csv TestDrive:/rows.csv
        Import-Csv TestDrive:/rows.csv | Export-ScalingReport TestDrive:/f.html
        1..9 | ForEach-Object { @{ Width = $_; Error = 1 / $_ } } | Export-ScalingReport TestDrive:/g.html
        foreach ($name in 'e', 'f', 'g') { @((Get-Body "TestDrive:/$name.html").GetElementsByTagName('svg')) | Should -HaveCount 1 -Because $name }
    }

    It 'says nothing, and writes nothing with -WhatIf' {
        $rows | Export-ScalingReport TestDrive:/h.html | Should -BeNullOrEmpty
        $rows | Export-ScalingReport TestDrive:/i.html -WhatIf
        'TestDrive:/i.html' | Should -Not -Exist
    }

    It 'writes over a file, unless it is told not to, or cannot; the old one stays whole' {
        $rows | Export-ScalingReport TestDrive:/j.html
        $old = Get-Content TestDrive:/j.html -Raw
        Get-ErrorId { $rows | Export-ScalingReport TestDrive:/j.html -NoClobber } | Should -Be PathNotWritable
        $open = [IO.File]::Open((Join-Path $TestDrive j.html), 'Open', 'ReadWrite', 'None')
        try { Get-ErrorId { $rows | Export-ScalingReport TestDrive:/j.html } | Should -Be PathNotWritable } finally { $open.Dispose() }
        Set-ItemProperty TestDrive:/j.html IsReadOnly $true
        Get-ErrorId { $rows | Export-ScalingReport TestDrive:/j.html } | Should -Be PathNotWritable
        Get-Content TestDrive:/j.html -Raw | Should -Be $old
        $rows | Export-ScalingReport TestDrive:/j.html -Title Forced -Force
        Get-Content TestDrive:/j.html -Raw | Should -Match '<h1>Forced</h1>'
    }

    It 'refuses <what>' -ForEach @(
        @{ What = 'an unknown ending'; Script = { $rows | Export-ScalingReport TestDrive:/a.pdf }; Id = 'UnknownExtension' }
        @{ What = 'nothing'; Script = { @() | Export-ScalingReport TestDrive:/a.html }; Id = 'EmptyPipeline' }
        @{ What = 'a column that is not there'; Script = { $rows | Export-ScalingReport TestDrive:/a.html -X Strength }; Id = 'PropertyNotFound' }
        @{ What = 'a folder that is not there'; Script = { $rows | Export-ScalingReport TestDrive:/none/a.html }; Id = 'PathNotWritable' }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'warns of values that cannot be drawn, and of text among numbers' {
        0..29 | ForEach-Object { [pscustomobject]@{ Time = $_ ? [Math]::Pow(10, $_ / 5) : 0; Loss = 1 + $_ } } | Export-ScalingReport TestDrive:/k.html -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match '1 value is not drawn'
        1, 'none', 3 | ForEach-Object { [pscustomobject]@{ Time = $_; Loss = 1 } } | Export-ScalingReport TestDrive:/k.html -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'Time has 1 texts among 2 numbers'
    }

    It 'takes null for every parameter that can be left out' {
        foreach ($name in 'Title', 'Question', 'X', 'Y', 'GroupBy', 'Command') {
            $given = @{ $name = $null }
            Get-ErrorId { $rows | Export-ScalingReport TestDrive:/l.html @given } | Should -BeNullOrEmpty -Because $name
        }
    }

    It 'is drawn by a browser without a word on its console, whatever its texts are' {
        if (-not $browser) { Set-ItResult -Skipped -Because 'no Chromium was found'; return }
        $bad = '<script>alert(1)</script>'
        # The control: a script in such a page is told of.
        Set-Content $TestDrive/control.html "<head><meta http-equiv='Content-Security-Policy' content=`"default-src 'none'`"></head>$bad"
        (Open-Page "$TestDrive/control.html").Console | Should -HaveCount 1
        $all + [pscustomobject]@{ Quantity = $bad; Predicted = 1; Measured = 2 } | Export-ScalingReport TestDrive:/m.html -Title $bad -Question $bad -Command $bad
        $shown = Open-Page "$TestDrive/m.html"
        $shown.Console | Should -BeNullOrEmpty
        $shown.Dom | Should -Match ([regex]::Escape('<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>'))
        $shown.Dom | Should -Not -Match '<script'
        [regex]::Matches($shown.Dom, '<svg ').Count | Should -Be 1
    }

    It 'fits a phone: tables and figures scroll, the page does not, and text stays readable' {
        if (-not $browser) { Set-ItResult -Skipped -Because 'no Chromium was found'; return }
        $all | Export-ScalingReport TestDrive:/n.html -Title 'A long title of a report about the time law of the multilinear model'
        # A frame as wide as a phone measures the page; its policy would not let the frame's owner look.
        $page = (Get-Content TestDrive:/n.html -Raw) -replace '<meta http-equiv[^>]*>'
        $text = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($page))
        Set-Content $TestDrive/phone.html @"
<html><body><iframe id="f" width="360" height="700"></iframe><script>
const f = document.getElementById('f');
f.onload = () => { const d = f.contentDocument; document.title = [d.documentElement.scrollWidth - d.documentElement.clientWidth, d.querySelector('.wide').scrollWidth > 360, d.querySelector('svg text').getBoundingClientRect().height > 10].join('|'); };
f.srcdoc = new TextDecoder().decode(Uint8Array.from(atob('$text'), c => c.charCodeAt(0)));
</script></body></html>
"@
        (Open-Page "$TestDrive/phone.html").Dom | Should -Match '<title>0\|true\|true</title>'
    }
}
