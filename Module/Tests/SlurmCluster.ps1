# A Slurm cluster of one node on this machine, loopback only, as whoever runs this: for the tests. Dot-source it.

function Start-SlurmCluster([string] $Folder) {
    $null = New-Item "$Folder/run", "$Folder/log", "$Folder/state", "$Folder/spool" -ItemType Directory -Force
    chmod 755 $Folder "$Folder/run"
    [IO.File]::WriteAllBytes("$Folder/munge.key", [Security.Cryptography.RandomNumberGenerator]::GetBytes(1024))
    chmod 400 "$Folder/munge.key"
    chmod 700 "$Folder/log" "$Folder/state"
    $machine, $user = (hostname -s), (id -un)
    @"
ClusterName=t
SlurmctldHost=$machine(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
SlurmctldPort=16817
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$Folder/run/munge.socket,cred_expire=5
StateSaveLocation=$Folder/state
SlurmdSpoolDir=$Folder/spool/%n
SlurmctldPidFile=$Folder/run/slurmctld.pid
SlurmdPidFile=$Folder/run/slurmd-%n.pid
SlurmctldLogFile=$Folder/log/slurmctld.log
SlurmdLogFile=$Folder/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
ReturnToService=2
SlurmdTimeout=10
MessageTimeout=5
TCPTimeout=2
KillWait=3
MinJobAge=300
JobRequeue=1
MailProg=/bin/true
NodeName=n1 NodeHostname=$machine NodeAddr=127.0.0.1 Port=16818 CPUs=2 Boards=1 SocketsPerBoard=1 CoresPerSocket=2 ThreadsPerCore=1 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=60 State=UP
"@ | Set-Content "$Folder/slurm.conf"
    $env:SLURM_CONF = "$Folder/slurm.conf"
    $started = @(
        Start-Process munged -PassThru -RedirectStandardError "$Folder/log/munged.err" -ArgumentList '-F', '--force', '--key-file', "$Folder/munge.key", '--socket', "$Folder/run/munge.socket",
            '--pid-file', "$Folder/run/munged.pid", '--log-file', "$Folder/log/munged.log", '--seed-file', "$Folder/log/munged.seed"
    )
    WaitUntil 'munged' { Test-Path "$Folder/run/munge.socket" }
    $started += Start-Process slurmctld -ArgumentList '-D' -PassThru -RedirectStandardError "$Folder/log/slurmctld.err"
    WaitUntil 'slurmctld' { (scontrol ping) -match 'UP' }
    $started += Start-Process slurmd -ArgumentList '-D', '-N', 'n1' -PassThru -RedirectStandardError "$Folder/log/slurmd.err"
    WaitUntil 'slurmd' { (sinfo -h -n n1 -o %t) -eq 'idle' }
    $started
}

function Stop-SlurmCluster($Processes) {
    scancel --me 2>$null
    foreach ($process in @($Processes)[-1..-@($Processes).Count]) { $process | Stop-Process -Force -ErrorAction Ignore }
    $env:SLURM_CONF = $null
}

function WaitUntil([string] $what, [scriptblock] $condition, [int] $seconds = 20) {
    for ($clock = [Diagnostics.Stopwatch]::StartNew(); -not (& $condition 2>$null); Start-Sleep -Milliseconds 100) {
        if ($clock.Elapsed.TotalSeconds -gt $seconds) { throw "$what did not come up within $seconds seconds" }
    }
}
