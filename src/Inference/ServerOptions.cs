using MuBench.Contrastive;

namespace MuBench.Inference;

/// <summary>Options of the server.</summary>
internal sealed record ServerOptions
{
    /// <summary>A folder of model folders, or one model folder.</summary>
    public required string Models { get; init; }

    /// <summary>Addresses to listen on, separated by <c>;</c>.</summary>
    /// <value>Default: this machine only.</value>
    public string Listen { get; init; } = "http://127.0.0.1:8080";

    /// <summary>
    /// The device that runs the models: one of <see cref="ExecutionProviders"/>. If it is not available, the server does not
    /// start.
    /// </summary>
    /// <value>Default: the GPU in a GPU build, otherwise the processor.</value>
    public string Provider { get; init; } = ExecutionProviders.OfThisBuild;

    /// <summary>Whether the server refuses to start on the processor.</summary>
    public bool RequireGpu { get; init; }

    /// <summary>Index of the GPU.</summary>
    public int Device { get; init; }

    /// <summary>
    /// Whether products of 32-bit float matrices may round their factors to TF32 on a GPU, which is faster and less exact.
    /// </summary>
    public bool AllowTf32 { get; init; }

    /// <summary>Folder for TensorRT's engines; null to build them at every start.</summary>
    public string? EngineCache { get; init; }

    /// <summary>The export to serve: one of <see cref="ModelPrecisions"/>.</summary>
    public string Precision { get; init; } = ModelPrecisions.Fp32;

    /// <summary>Maximum number of images or texts of one forward pass.</summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>How long a forward pass with free places waits for further items.</summary>
    /// <value>Default 2 ms.</value>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// Maximum number of images and texts of all requests that are being decoded, waiting or in a forward pass. Beyond it,
    /// requests are refused with 429.
    /// </summary>
    /// <value>Default 256.</value>
    public int Queue { get; init; } = 256;

    /// <summary>Maximum number of inputs of a request.</summary>
    /// <value>Default 128.</value>
    public int MaxInputs { get; init; } = 128;

    /// <summary>Maximum size of a request's body in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public long MaxBodyBytes { get; init; } = 64L << 20;

    /// <summary>Maximum size in bytes of all bodies in memory. Beyond it, requests are refused with 429.</summary>
    /// <value>Default 256 MiB.</value>
    public long MaxBodiesBytes { get; init; } = 256L << 20;

    /// <summary>Maximum number of pixels of an image.</summary>
    /// <value>Default 100 million.</value>
    public long MaxPixels { get; init; } = MuBench.Imaging.ImageInspector.DefaultMaxPixels;

    /// <summary>Number of threads of a forward pass on the processor.</summary>
    /// <value>Default: one per core.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Number of images that are decoded at once.</summary>
    /// <value>Default: one per core.</value>
    public int DecodeThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Maximum time that requests in progress may take after the server begins to stop.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The key that requests must have; null to serve all callers.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Whether models run on a GPU.</summary>
    public bool IsOnGpu => Provider != ExecutionProviders.Cpu;

    /// <summary>Checks the options that can be checked before a model is loaded.</summary>
    /// <exception cref="UserException">An option contradicts another one, or this build does not support it.</exception>
    public void Check()
    {
        if (RequireGpu && !IsOnGpu)
            throw new UserException(
                $"--require-gpu: the provider is '{Provider}'. " + (ExecutionProviders.OfThisBuild == ExecutionProviders.Cpu
                    ? "This build runs on the processor alone; use the build for CUDA."
                    : $"Leave --provider out, or choose '{ExecutionProviders.Cuda}' or '{ExecutionProviders.TensorRt}'."));
        if (!ExecutionProviders.Has(Provider))
            throw new UserException($"--provider {Provider}: this build's ONNX Runtime has no {ExecutionProviders.RuntimeName(Provider)}. Use the build for CUDA, or '--provider {ExecutionProviders.Cpu}'.");
        if (MaxInputs > Queue)
            throw new UserException($"--max-inputs {MaxInputs}: a request of so many would never fit into --queue {Queue}.");
        if (MaxBodyBytes > MaxBodiesBytes)
            throw new UserException($"--max-body {MaxBodyBytes}: such a body would never fit into --body-memory {MaxBodiesBytes}.");
        if (!Directory.Exists(Models))
            throw new UserException($"--models: there is no folder '{Models}'.");
    }
}
