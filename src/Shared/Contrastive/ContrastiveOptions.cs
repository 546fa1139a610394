namespace MuBench.Contrastive;

/// <summary>Options of a contrastive model. Only the precision changes the responses; another provider rounds differently.</summary>
public sealed record ContrastiveOptions
{
    /// <summary>The export to run: one of <see cref="MuBench.Contrastive.ModelPrecisions"/>.</summary>
    /// <value>Default <c>fp32</c>.</value>
    public string Precision { get; init; } = MuBench.Contrastive.ModelPrecisions.Fp32;

    /// <summary>
    /// Texts or images per forward pass. A model that computes its quantisation per pass always gets 1, because its responses
    /// would depend on the batch.
    /// </summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>Number of threads of one forward pass.</summary>
    /// <value>Default: one per core.</value>
    public int IntraOpThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>The device that runs the model: one of <see cref="ExecutionProviders"/>. If it is not available, loading fails.</summary>
    /// <value>Default <c>cpu</c>.</value>
    public string Provider { get; init; } = ExecutionProviders.Cpu;

    /// <summary>Index of the GPU; ignored on the processor.</summary>
    /// <value>Default 0.</value>
    public int Device { get; init; }

    /// <summary>
    /// Whether products of 32-bit float matrices may round their factors to TF32 (10 bits) on a GPU. This is several times faster,
    /// and embeddings differ from the processor's by about 1e-3. Ignored on the processor.
    /// </summary>
    public bool AllowTf32 { get; init; }

    /// <summary>Folder for TensorRT's engines; null to build them at every start.</summary>
    public string? EngineCache { get; init; }

    /// <summary>Folder for the profiles that <see cref="ContrastiveModel.ReadPlacement"/> reads; null for no profiling.</summary>
    public string? ProfileFolder { get; init; }
}
