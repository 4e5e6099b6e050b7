BeforeAll {
    . $PSScriptRoot/Common.ps1
    # Three images of 2 x 2, as IDX.
    $images = [byte[]](0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2 + 0..11)
    $labels = [byte[]](0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9)
    function Save([string] $Name, [byte[]] $Bytes) { $file = Join-Path $TestDrive $Name; [IO.File]::WriteAllBytes($file, $Bytes); $file }
}

Describe 'Import-VisionDataset' {
    It 'reads IDX files, the labels beside the images' {
        $file = Save t-images-idx3-ubyte $images
        $null = Save t-labels-idx1-ubyte $labels
        $data = Import-VisionDataset $file
        $data | Should -BeOfType ([ScalingTools.DeepNetworks.VisionDataset])
        $data.Count, $data.Height, $data.Width, $data.Channels, $data.Classes | Should -Be 3, 2, 2, 1, 10
        0..2 | ForEach-Object { $data.GetLabel($_) } | Should -Be 7, 0, 9
        $data.PixelMean | Should -Be 5.5
        (Get-Item $file | Import-VisionDataset).Count | Should -Be 3
    }

    It 'generates the same digits for the same seed, more of them or not' {
        $data = Import-VisionDataset -Synthetic -Count 50 -Size 12 -Seed 3
        $data.Count, $data.Height, $data.Channels, $data.Source | Should -Be 50, 12, 1, 'synthetic, seed 3'
        $more = Import-VisionDataset -Synthetic -Count 80 -Size 12 -Seed 3
        0..49 | ForEach-Object { $more.GetLabel($_) } | Should -Be (0..49 | ForEach-Object { $data.GetLabel($_) })
    }

    It 'refuses <what>, and names the place' -ForEach @(
        @{ What = 'a wrong magic number'; ImageBytes = { $b = $images.Clone(); $b[3] = 1; $b }; LabelBytes = { $labels }; Said = '*offset 0*0x00000801*' }
        @{ What = 'a file that ends too early'; ImageBytes = { $images[0..20] }; LabelBytes = { $labels }; Said = '*offset 21*21 of 28 bytes*' }
        @{ What = 'a file that goes on'; ImageBytes = { $images + 1 }; LabelBytes = { $labels }; Said = '*offset 28*1 bytes more*' }
        @{ What = 'a label that is no class'; ImageBytes = { $images }; LabelBytes = { $b = $labels.Clone(); $b[9] = 10; $b }; Said = '*offset 9*label of 10*' }
        @{ What = 'more labels than images'; ImageBytes = { $images }; LabelBytes = { [byte[]](0, 0, 8, 1, 0, 0, 0, 4, 1, 1, 1, 1) }; Said = '*4 labels for 3 images*' }
        @{ What = 'an empty file'; ImageBytes = { , [byte[]]@() }; LabelBytes = { $labels }; Said = '*ends within its header*' }
    ) {
        $file = Save bad-images-idx3-ubyte (& $ImageBytes)
        $null = Save bad-labels-idx1-ubyte (& $LabelBytes)
        Get-ErrorId { Import-VisionDataset $file } | Should -Be FileFormat
        { Import-VisionDataset $file -ErrorAction Stop } | Should -Throw $Said
    }

    It 'refuses what is not there, and sizes that cannot be' {
        Get-ErrorId { Import-VisionDataset TestDrive:/none } | Should -Be FileNotReadable
        Get-ErrorId { Import-VisionDataset (Save alone-images-idx3-ubyte $images) } | Should -Be FileNotReadable
        Get-ErrorId { Import-VisionDataset -Synthetic -Size 4 } | Should -Be ParameterOutOfRange
        Get-ErrorId { Import-VisionDataset -Synthetic -Count 0 } | Should -Be ParameterOutOfRange
        Get-ErrorId { Import-VisionDataset (Save cut.bin ([byte[]]::new(3072))) } | Should -Be FileFormat
    }
}
