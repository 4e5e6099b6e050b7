@{
    # Import-Module ./ScalingTools.psd1 works straight after a build, and in the folder that build.ps1 -Task Pack leaves.
    ModuleVersion        = '0.1.0'
    GUID                 = '5f0a4a52-93c7-4d1c-8f6e-2b8a52f0c6e1'
    Author               = 'The ScalingTools authors'
    Copyright            = 'MIT license'
    Description          = 'Experiments on neural scaling laws and emergence: simulation, theory and measured exponents from one pipeline.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')

    # A nested module, not a root module: only then is the help found beside the assembly.
    NestedModules        = @('Module/bin/ScalingTools.Cmdlets.dll')
    TypesToProcess       = @('Module/ScalingTools.Types.ps1xml')
    FormatsToProcess     = @('Module/ScalingTools.Format.ps1xml')

    CmdletsToExport      = @(
        'Compare-Emergence'
        'Compare-ScalingRun'
        'Export-ScalingPlot'
        'Export-ScalingReport'
        'Export-ScalingWorkbook'
        'Get-CompositionSample'
        'Get-CompositionTheory'
        'Get-ComputeOptimum'
        'Get-EmergencePrediction'
        'Get-EmergenceTime'
        'Get-FeatureLearningTheory'
        'Get-ModeError'
        'Get-ScalingBackend'
        'Get-ScalingBottleneck'
        'Get-ScalingLaw'
        'Get-ScalingRegime'
        'Get-ScalingRun'
        'Get-SparseParitySample'
        'Get-TeacherStudentTheory'
        'Import-VisionDataset'
        'Invoke-CircleTraining'
        'Invoke-CompositionTraining'
        'Invoke-FeatureLearningTraining'
        'Invoke-LanguageTraining'
        'Invoke-MultilinearTraining'
        'Invoke-ScalingSweep'
        'Invoke-ScalingWorker'
        'Invoke-SharedWeightTraining'
        'Invoke-SingleIndexTraining'
        'Invoke-SparseParityTraining'
        'Invoke-TeacherStudentTraining'
        'Invoke-VisionTraining'
        'Measure-ComputeFrontier'
        'Measure-Emergence'
        'Measure-EmergenceCalibration'
        'Measure-InformationExponent'
        'Measure-KernelSpectrum'
        'Measure-ScalingExponent'
        'Measure-ScalingSweepCost'
        'Measure-TaskExponent'
        'New-AdditiveTeacher'
        'New-CompositionTask'
        'New-PowerLawTask'
        'New-ScalingSweep'
        'New-SparseParityDataset'
        'Remove-ScalingRun'
        'Resume-ScalingSweep'
        'Show-ScalingPlot'
        'Stop-ScalingSweep'
        'Test-ScalingTheory'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()

    PrivateData          = @{
        PSData = @{
            Tags = @('NeuralScalingLaws', 'Emergence', 'MachineLearning', 'Simulation', 'PSEdition_Core', 'Linux', 'Windows', 'MacOS')
        }
    }
}
