# The base class of every cmdlet, through a small cmdlet of its own: streaming, stopping, progress, errors.
BeforeDiscovery { . $PSScriptRoot/Common.ps1 }
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $bin = "$(Split-Path $Manifest)/Module/bin"
    $probe = Add-Type -PassThru -IgnoreWarnings -CompilerOptions '-nowarn:CS1701' -ReferencedAssemblies (@(Get-ChildItem "$bin/ScalingTools.*.dll" | ForEach-Object FullName) + [psobject].Assembly.Location + 'System.Runtime', 'System.Threading', 'System.Threading.Thread') -TypeDefinition @'
        using System; using System.Collections.Generic; using System.IO; using System.Management.Automation; using System.Threading;
        using ScalingTools; using ScalingTools.Cmdlets;

        [Cmdlet("Invoke", "Probe")]
        public sealed class InvokeProbeCommand : ScalingCmdlet
        {
            public static int Made; public static bool Ended; public static bool Cancelled;

            [Parameter(ValueFromPipeline = true)] public int Item { get; set; }
            [Parameter] public int Count { get; set; } = 1;
            [Parameter] public int Milliseconds { get; set; }
            [Parameter] public bool OtherThread { get; set; }
            [Parameter] public Exception Failure { get; set; }
            [Parameter] public SwitchParameter InEnd { get; set; }

            protected override object PipelineItem => Item;

            protected override void Begin()
            {
                Made = 0; Ended = Cancelled = false;
                Cancellation.Register(() => Cancelled = true);
                Explain($"half is {0.5}");
            }

            protected override void Process() { if (!InEnd) WriteRows(Rows()); }

            protected override void End()
            {
                if (InEnd)
                    for (int i = -1; i < 2; i++) { int item = i; Attempt(item, () => { Item = item; WriteRows(Rows()); }); }
            }

            private IEnumerable<int> Rows()
            {
                if (Item < 0) throw new ScalingException(ScalingError.NegativeTime, "Negative.", "Use another.");
                if (Failure != null) throw Failure;
                IProgress<ScalingProgress> progress = Progress;
                try
                {
                    for (int i = 0; i < Count; i++)
                    {
                        ScalingProgress now = new((double)i / Count, "row " + i);
                        if (OtherThread) { Thread t = new(() => progress.Report(now)); t.Start(); t.Join(); } else progress.Report(now);
                        Cancellation.WaitHandle.WaitOne(Milliseconds);
                        Cancellation.ThrowIfCancellationRequested();
                        Made++;
                        yield return i;
                    }
                }
                finally { Ended = true; }
            }
        }
'@
    Import-Module -Assembly $probe[0].Assembly

    # Runs a script in a runspace of its own, with all its streams.
    function New-Shell([string] $Script) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("param(`$assembly) Import-Module -Assembly `$assembly; $Script").AddArgument($probe[0].Assembly)
        $shell
    }
}

Describe 'Streaming' {
    It 'hands on each row at once, and stops the work when Select-Object has enough' {
        $seconds = (Measure-Command { Invoke-Probe -Count 1000 -Milliseconds 20 | Select-Object -First 2 }).TotalSeconds
        $seconds | Should -BeLessThan 1
        [InvokeProbeCommand]::Made | Should -Be 2
        [InvokeProbeCommand]::Ended | Should -BeTrue
        [InvokeProbeCommand]::Cancelled | Should -BeTrue -Because 'background work must hear of it too'
    }

    It 'leaves the finished rows when Ctrl+C stops it, within a second and without an error' {
        $shell = New-Shell 'Invoke-Probe -Count 1000 -Milliseconds 20'
        $rows = [Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $rows)
        while ($rows.Count -lt 3) { Start-Sleep -Milliseconds 10 }
        $seconds = (Measure-Command { $shell.Stop() }).TotalSeconds
        $seconds | Should -BeLessThan 1
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Streams.Error | Should -BeNullOrEmpty
        $rows.Count | Should -BeGreaterOrEqual 3
        $rows.Count | Should -BeLessThan 1000
        [Threading.SpinWait]::SpinUntil({ [InvokeProbeCommand]::Cancelled }, 1000) | Should -BeTrue
        $shell.Dispose()
    }

    It 'stops work that has not yet made a row' {
        $shell = New-Shell 'Invoke-Probe -Milliseconds 60000'
        $running = $shell.BeginInvoke()
        while ($shell.InvocationStateInfo.State -ne 'Running') { Start-Sleep -Milliseconds 10 }
        Start-Sleep -Milliseconds 500
        (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 1
        $shell.Streams.Error | Should -BeNullOrEmpty
        $shell.Dispose()
    }
}

Describe 'Progress' {
    It 'is one record, at most four times a second, completed at the end (reported from another thread: <_>)' -ForEach $false, $true {
        $shell = New-Shell "Invoke-Probe -Count 60 -Milliseconds 20 -OtherThread `$$_"
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $null = $shell.Invoke()
        $most = 4 * $clock.Elapsed.TotalSeconds
        $seen = @($shell.Streams.Progress | Where-Object Activity -eq 'Invoke-Probe')
        $shell.Dispose()
        $updates = @($seen | Where-Object RecordType -eq 'Processing')
        $updates.Count | Should -BeGreaterThan 1
        $updates.Count | Should -BeLessOrEqual $most
        $updates.PercentComplete | Should -Be ($updates.PercentComplete | Sort-Object)
        $updates[-1].PercentComplete | Should -BeIn (50..100)
        $updates[-1].StatusDescription | Should -Match '^row \d+$'
        $updates.SecondsRemaining | ForEach-Object { $_ | Should -BeGreaterOrEqual 0 }
        $seen.ActivityId | Sort-Object -Unique | Should -HaveCount 1
        $seen[-1].RecordType | Should -Be 'Completed'
        @($seen | Where-Object RecordType -eq 'Completed').Count | Should -Be 1
    }

    It 'stays silent for work that is over in no time' {
        $shell = New-Shell 'Invoke-Probe -Count 5'
        $null = $shell.Invoke()
        @($shell.Streams.Progress | Where-Object Activity -eq 'Invoke-Probe') | Should -BeNullOrEmpty
        $shell.Dispose()
    }
}

Describe 'Errors' {
    It 'do not lose the good items of a pipeline' {
        $errors = $null
        $rows = 1, -1, 2 | Invoke-Probe -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Count | Should -Be 2
        $errors.Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -Be 'NegativeTime,InvokeProbeCommand'
        $errors[0].TargetObject | Should -Be -1
        $errors[0].ErrorDetails.RecommendedAction | Should -Be 'Use another.'
        $errors[0].Exception.Message | Should -Be 'Negative. Use another.'
        "$($errors[0])" | Should -Be 'Negative.'
        # On the screen the advice stands once, on a line of its own.
        $screen = ($errors[0] | Out-String) -split '\r?\n'
        $screen -match 'Use another' | Should -Be '  Recommendation: Use another.'
        $screen -match 'Negative\.$' | Should -HaveCount 1
    }

    It 'of one of several pieces of work do not lose the others' {
        $errors = $null
        $rows = @(Invoke-Probe -InEnd -ErrorAction SilentlyContinue -ErrorVariable errors)
        $rows.Count | Should -Be 2
        $errors.TargetObject | Should -Be -1
    }

    It 'end a command that has no further item' {
        { Invoke-Probe -Item -1 -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'NegativeTime,InvokeProbeCommand'
        [InvokeProbeCommand]::Cancelled | Should -BeTrue -Because 'the token is given back after a terminating error too'
    }

    It 'end the pipeline under -ErrorAction Stop' {
        { 1, -1, 2 | Invoke-Probe -ErrorAction Stop } | Should -Throw -ErrorId 'NegativeTime,InvokeProbeCommand'
    }

    It 'of a downstream command pass through' {
        { Invoke-Probe -Count 3 | ForEach-Object { throw 'downstream' } } | Should -Throw 'downstream'
    }

    It 'of a parallel loop are taken out of their wrapping' {
        $inner = [ScalingTools.ScalingException]::new([ScalingTools.ScalingError]::Diverged, 'a.', 'b.', 1, $null)
        Get-ErrorId { Invoke-Probe -Failure ([AggregateException]::new($inner)) } | Should -Be 'Diverged'
    }

    It 'of the file system are PathNotWritable: <_>' -ForEach ([IO.IOException]::new('disk'), [UnauthorizedAccessException]::new('no')) {
        Get-ErrorId { Invoke-Probe -Failure $_ } | Should -Be 'PathNotWritable'
    }

    It 'that nobody foresaw are InternalError' {
        Get-ErrorId { Invoke-Probe -Failure ([InvalidOperationException]::new('odd')) } | Should -Be 'InternalError'
    }

    It 'have an id and a category for <_>' -ForEach ([Enum]::GetValues([ScalingTools.ScalingError])) {
        $member = $_
        $failure = [ScalingTools.ScalingException]::new($member, 'Problem.', 'Advice.', 'offender', $null)
        $problem = try { Invoke-Probe -Failure $failure } catch { $_ }
        $problem.FullyQualifiedErrorId | Should -Be "$member,InvokeProbeCommand"
        $problem.TargetObject | Should -Be 'offender'
        if ($member -ne 'InternalError') { $problem.CategoryInfo.Category | Should -Not -Be 'NotSpecified' }
    }
}

Describe 'Verbose' {
    It 'writes numbers as they are typed, whatever the culture' {
        $before = [cultureinfo]::CurrentCulture
        try {
            $comma = $before.Clone()
            $comma.NumberFormat.NumberDecimalSeparator = ','
            [cultureinfo]::CurrentCulture = $comma
            (Invoke-Probe -Verbose 4>&1)[0].Message | Should -Be 'half is 0.5'
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }
}
