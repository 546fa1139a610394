namespace MuBench.Contrastive;

/// <summary>Knobs of a contrastive model. None but the precision changes an answer; another provider rounds otherwise.</summary>
public sealed record ContrastiveOptions
{
    /// <summary>Which of a folder's exports is run: one of <see cref="MuBench.Contrastive.ModelPrecisions"/>.</summary>
    /// <value>Default <c>fp32</c>.</value>
    public string Precision { get; init; } = MuBench.Contrastive.ModelPrecisions.Fp32;

    /// <summary>Texts or images per forward pass; 1 whatever is set for a model that quantises as it computes, whose answers would depend on it.</summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>Threads of one forward pass.</summary>
    /// <value>Default: one per core.</value>
    public int IntraOpThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>What it runs on: one of <see cref="ExecutionProviders"/>. Where that cannot be had, loading fails.</summary>
    /// <value>Default <c>cpu</c>.</value>
    public string Provider { get; init; } = ExecutionProviders.Cpu;

    /// <summary>Number of the GPU; ignored on the processor.</summary>
    /// <value>Default 0.</value>
    public int Device { get; init; }

    /// <summary>
    /// Matrix products of 32-bit floats may round their factors to TF32 (10 bits) on a GPU: several times as fast, and
    /// embeddings differ from the processor's by about 1e-3. Ignored on the processor.
    /// </summary>
    public bool AllowTf32 { get; init; }

    /// <summary>Folder in which TensorRT keeps the engines that it builds; null to build them at every start.</summary>
    public string? EngineCache { get; init; }

    /// <summary>Folder for the profiles that <see cref="ContrastiveModel.ReadPlacement"/> reads; null to keep none.</summary>
    public string? ProfileFolder { get; init; }
}
