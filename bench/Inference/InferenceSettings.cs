using MuBench.Contrastive;

namespace MuBench.Bench;

/// <summary>The options of the inference benchmark: <c>inference [--provider cuda] [--models ...] ...</c>.</summary>
internal sealed record InferenceSettings
{
    private const int MaxBody = 128;

    private InferenceSettings()
    {
    }

    /// <summary>The device that runs the models.</summary>
    public string Provider { get; init; } = ExecutionProviders.Cpu;

    /// <summary>The models: <c>quickstart</c>, or one of <see cref="VitModel"/>.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["quickstart", VitModel.Base32.Name];

    /// <summary>The precisions of the exports.</summary>
    public IReadOnlyList<string> Precisions { get; init; } = [ModelPrecisions.Fp32];

    /// <summary>Images per forward pass.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [4, 8, 16, 32];

    /// <summary>Images per round of the base model. The large model gets an eighth, the quickstart's four times as many.</summary>
    public int Images { get; init; } = 192;

    /// <summary>Number of calls whose latency is measured.</summary>
    public int Calls { get; init; } = 200;

    /// <summary>Number of rounds; the best one counts.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Whether matrix products may round to TF32.</summary>
    public bool Tf32 { get; init; }

    /// <summary>Whether only speed is measured; a GPU's embeddings and refusals are then not checked.</summary>
    public bool SpeedOnly { get; init; }

    /// <summary>Whether models run on a GPU.</summary>
    public bool IsOnGpu => Provider != ExecutionProviders.Cpu;

    /// <summary>Number of requests in flight: more on a GPU, which is fast compared with decoding.</summary>
    public int RequestsAtOnce => IsOnGpu ? 8 : 4;

    /// <summary>The options of a model in process.</summary>
    public ContrastiveOptions Options => new() { Provider = Provider, AllowTf32 = Tf32 };

    /// <summary>Parses a command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static InferenceSettings Parse(IReadOnlyList<string> args)
    {
        var at = args.ToList().IndexOf("--provider");
        var settings = at >= 0 && at + 1 < args.Count && args[at + 1] != ExecutionProviders.Cpu ? OfGpu(args[at + 1]) : new InferenceSettings();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--tf32" or "--speed-only")
            {
                settings = args[i] == "--tf32" ? settings with { Tf32 = true } : settings with { SpeedOnly = true };
                continue;
            }

            var value = i + 1 < args.Count ? args[i + 1] : throw new ArgumentException($"{args[i]} wants a value.", nameof(args));
            settings = args[i++] switch
            {
                "--provider" => settings with { Provider = value },
                "--models" => settings with { Models = value.Split(',') },
                "--precision" => settings with { Precisions = value.Split(',') },
                "--batches" => settings with { Batches = [.. value.Split(',').Select(int.Parse)] },
                "--images" => settings with { Images = int.Parse(value) },
                "--calls" => settings with { Calls = int.Parse(value) },
                "--rounds" => settings with { Rounds = int.Parse(value) },
                var unknown => throw new ArgumentException($"inference has no option {unknown}.", nameof(args)),
            };
        }

        return settings;
    }

    /// <summary>The options of a server with these settings.</summary>
    public string[] Server(string precision, int batch) =>
    [
        "--provider", Provider, "--precision", precision, "--batch", $"{batch}", "--queue", $"{Math.Max(256, RequestsAtOnce * batch)}",
        "--max-inputs", $"{Math.Max(MaxBody, batch)}", .. Tf32 ? ["--tf32"] : Array.Empty<string>(), .. IsOnGpu ? ["--require-gpu"] : Array.Empty<string>(),
    ];

    private static InferenceSettings OfGpu(string provider) => new()
    {
        Provider = provider,
        Models = [VitModel.Base32.Name, VitModel.Large14.Name],
        Precisions = [ModelPrecisions.Fp32, ModelPrecisions.Fp16],
        Batches = [16, 32, 64, 128],
        Images = 8192,
        Calls = 2000,
        Rounds = 2,
    };
}
