using MuBench.Contrastive;

namespace MuBench.Inference;

/// <summary>Knobs of the server.</summary>
public sealed record ServerOptions
{
    /// <summary>A folder of model folders, or one model folder.</summary>
    public required string Models { get; init; }

    /// <summary>Addresses that it listens on, separated by <c>;</c>.</summary>
    /// <value>Default: this machine alone.</value>
    public string Listen { get; init; } = "http://127.0.0.1:8080";

    /// <summary>What models run on: one of <see cref="ExecutionProviders"/>. Where that cannot be had, the server does not start.</summary>
    /// <value>Default: the GPU in a build for one, the processor else.</value>
    public string Provider { get; init; } = ExecutionProviders.OfThisBuild;

    /// <summary>Refuses to start on the processor.</summary>
    public bool RequireGpu { get; init; }

    /// <summary>Number of the GPU.</summary>
    public int Device { get; init; }

    /// <summary>Matrix products of 32-bit floats may round their factors to TF32 on a GPU: faster, less exact.</summary>
    public bool AllowTf32 { get; init; }

    /// <summary>Folder in which TensorRT keeps its engines; null to build them at every start.</summary>
    public string? EngineCache { get; init; }

    /// <summary>Which of a folder's exports is served: one of <see cref="ModelPrecisions"/>.</summary>
    public string Precision { get; init; } = ModelPrecisions.Fp32;

    /// <summary>Most images or texts of one forward pass.</summary>
    /// <value>Default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>How long a pass that is not full waits for more.</summary>
    /// <value>Default 2 ms.</value>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Most images and texts that are decoded, waiting or in a pass at once, of all requests; more are refused with 429.</summary>
    /// <value>Default 256.</value>
    public int Queue { get; init; } = 256;

    /// <summary>Most inputs of a request.</summary>
    /// <value>Default 128.</value>
    public int MaxInputs { get; init; } = 128;

    /// <summary>Most bytes of a request's body.</summary>
    /// <value>Default 64 MiB.</value>
    public long MaxBodyBytes { get; init; } = 64L << 20;

    /// <summary>Most bytes of all bodies in memory at once; requests beyond it are refused with 429.</summary>
    /// <value>Default 256 MiB.</value>
    public long MaxBodiesBytes { get; init; } = 256L << 20;

    /// <summary>Most pixels of an image.</summary>
    /// <value>Default 100 million.</value>
    public long MaxPixels { get; init; } = MuBench.Imaging.ImageInspector.DefaultMaxPixels;

    /// <summary>Threads of a forward pass on the processor.</summary>
    /// <value>Default: one per core.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Images that are decoded at once.</summary>
    /// <value>Default: one per core.</value>
    public int DecodeThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>How long requests in progress may take to end once the server is told to stop.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The key that requests must carry; null to serve whoever can connect.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Models run on a GPU.</summary>
    public bool IsOnGpu => Provider != ExecutionProviders.Cpu;

    /// <summary>Checks what can be checked before a model is loaded.</summary>
    /// <exception cref="UserException">An option contradicts another one, or this build.</exception>
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
