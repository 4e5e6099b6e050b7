BeforeAll {
    . $PSScriptRoot/Common.ps1
    $rows = @(Invoke-MultilinearTraining -Alpha 0.9, 0.3 -Time log:1:1e6:60)
    $browser = 'chromium', 'chromium-browser', 'google-chrome' | Where-Object { Get-Command $_ -ErrorAction Ignore } | Select-Object -First 1
}

Describe 'Export-ScalingPlot' {
    It 'writes an SVG that is XML, with text' {
        $file = $rows | Export-ScalingPlot TestDrive:/a.svg Time Loss -Title 'Losses' -Fit -FitMin 100 -PassThru
        $file | Should -BeOfType ([IO.FileInfo])
        $svg = [xml](Get-Content $file -Raw)
        $texts = $svg.GetElementsByTagName('text').InnerText
        $texts | Should -Contain 'Losses'
        $texts | Should -Contain 'Alpha = 0.3'
        $texts | Should -Contain 'training time t (steps)'
        ($svg.GetElementsByTagName('path') | Where-Object class -EQ simulation) | Should -HaveCount 2
        $file.Length | Should -BeLessThan 20kb
    }

    It 'says nothing, and writes nothing with -WhatIf' {
        $rows | Export-ScalingPlot TestDrive:/b.svg | Should -BeNullOrEmpty
        $rows | Export-ScalingPlot TestDrive:/c.svg -WhatIf
        'TestDrive:/c.svg' | Should -Not -Exist
    }

    It 'writes over a file, unless it is told not to, or cannot; the old one stays whole' {
        $rows | Export-ScalingPlot TestDrive:/d.svg
        $old = Get-Content TestDrive:/d.svg -Raw
        Get-ErrorId { $rows | Export-ScalingPlot TestDrive:/d.svg -NoClobber -Title New } | Should -Be PathNotWritable
        Set-ItemProperty TestDrive:/d.svg IsReadOnly $true
        Get-ErrorId { $rows | Export-ScalingPlot TestDrive:/d.svg -Title New } | Should -Be PathNotWritable
        Set-ItemProperty TestDrive:/d.svg IsReadOnly $false
        $open = [IO.File]::Open((Join-Path $TestDrive d.svg), 'Open', 'ReadWrite', 'None')
        try { Get-ErrorId { $rows | Export-ScalingPlot TestDrive:/d.svg -Title New } | Should -Be PathNotWritable } finally { $open.Dispose() }
        Get-Content TestDrive:/d.svg -Raw | Should -Be $old
        $rows | Export-ScalingPlot TestDrive:/d.svg -Title New
        Get-Content TestDrive:/d.svg -Raw | Should -Match 'New'
        Set-ItemProperty TestDrive:/d.svg IsReadOnly $true
        $rows | Export-ScalingPlot TestDrive:/d.svg -Title Forced -Force
        Get-Content TestDrive:/d.svg -Raw | Should -Match 'Forced'
    }

    It 'refuses <what>' -ForEach @(
        @{ What = 'an unknown ending'; Script = { $rows | Export-ScalingPlot TestDrive:/a.png }; Id = 'UnknownExtension' }
        @{ What = 'nothing'; Script = { @() | Export-ScalingPlot TestDrive:/a.svg }; Id = 'EmptyPipeline' }
        @{ What = 'a column that is not there'; Script = { $rows | Export-ScalingPlot TestDrive:/a.svg Time Strength }; Id = 'PropertyNotFound' }
        @{ What = 'a folder that is not there'; Script = { $rows | Export-ScalingPlot TestDrive:/none/a.svg }; Id = 'PathNotWritable' }
        @{ What = 'values without a logarithm'; Script = { [pscustomobject]@{ Time = 1; Loss = -1 } | Export-ScalingPlot TestDrive:/a.svg -YScale Logarithmic -WarningAction Ignore }; Id = 'TooFewPoints' }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'writes a page that a browser draws without a network: log axes, all curves, no errors' {
        if (-not [ScalingTools.Plotting.HtmlFigure]::IsAvailable) { Set-ItResult -Skipped -Because 'this build has no Plotly.js (npm was not there)'; return }
        if (-not $browser) { Set-ItResult -Skipped -Because 'no Chromium was found'; return }
        $rows | Export-ScalingPlot TestDrive:/a.html Time Loss -Title 'Two <losses>'
        # What the page says of itself goes into its title, which the browser prints with the rest of the page.
        $page = (Get-Content TestDrive:/a.html -Raw).Replace('<head>', '<head><script>window.problems=[];window.onerror=m=>problems.push(m);const e=console.error;console.error=(...a)=>{problems.push(a.join(" "));e(...a)};</script>')
        $page = $page.Replace('</body>', '<script>setTimeout(()=>{const g=document.getElementById("figure");document.title=[problems.length,g._fullLayout.xaxis.type,g._fullLayout.yaxis.type,document.querySelectorAll(".scatterlayer .trace").length,document.querySelector(".gtitle").textContent].join("|")},1000)</script></body>')
        $file = Join-Path $TestDrive look.html
        Set-Content $file $page
        $dom = & $browser --headless --no-sandbox --disable-gpu --virtual-time-budget=5000 --dump-dom "file://$file" 2>$null | Out-String
        $dom | Should -Match '<title>0\|log\|log\|2\|Two &lt;losses&gt;</title>'
    }

    It 'says how to come by HTML where the build has no Plotly.js' {
        if ([ScalingTools.Plotting.HtmlFigure]::IsAvailable) { Set-ItResult -Skipped -Because 'this build has Plotly.js'; return }
        Get-ErrorId { $rows | Export-ScalingPlot TestDrive:/a.html } | Should -Be PlotlyNotFound
    }
}
