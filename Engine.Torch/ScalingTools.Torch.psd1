@{
    # The companion of ScalingTools with libtorch: no commands of its own; ScalingTools finds it beside itself or on the module path.
    ModuleVersion        = '0.1.0'
    GUID                 = '0b6cf2a2-6f6c-4a39-9b0e-5b8f5f4f7d51'
    Author               = 'The ScalingTools authors'
    Copyright            = 'MIT license'
    Description          = 'The backend Torch of ScalingTools: the same trainings on libtorch, on the processor or a GPU (-Backend Torch -Device cuda:0).'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FunctionsToExport    = @()
    CmdletsToExport      = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('NeuralScalingLaws', 'MachineLearning', 'TorchSharp', 'GPU', 'PSEdition_Core', 'Linux', 'Windows')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
