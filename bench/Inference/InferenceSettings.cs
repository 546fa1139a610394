using MuBench.Contrastive;

namespace MuBench.Bench;

/// <summary>What the benchmark of the inference server measures: <c>inference [--provider cuda] [--models ...] ...</c>.</summary>
internal sealed record InferenceSettings
{
    private const int MaxBody = 128;

    private InferenceSettings()
    {
    }

    /// <summary>What models run on.</summary>
    public string Provider { get; init; } = ExecutionProviders.Cpu;

    /// <summary>The models: <c>quickstart</c>, or one of <see cref="VitModel"/>.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["quickstart", VitModel.Base32.Name];

    /// <summary>The exports.</summary>
    public IReadOnlyList<string> Precisions { get; init; } = [ModelPrecisions.Fp32];

    /// <summary>Images per pass.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [4, 8, 16, 32];

    /// <summary>Images per round of the base model; the large one takes an eighth, the quickstart's four times as many.</summary>
    public int Images { get; init; } = 192;

    /// <summary>Calls whose latency is taken.</summary>
    public int Calls { get; init; } = 200;

    /// <summary>Rounds of which the best counts.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Matrix products may round to TF32.</summary>
    public bool Tf32 { get; init; }

    /// <summary>Only speed is measured: a GPU's answers and its refusals are not looked at.</summary>
    public bool SpeedOnly { get; init; }

    /// <summary>Models run on a GPU.</summary>
    public bool IsOnGpu => Provider != ExecutionProviders.Cpu;

    /// <summary>Requests in flight: more where the device is fast beside decoding.</summary>
    public int RequestsAtOnce => IsOnGpu ? 8 : 4;

    /// <summary>How a model in process runs.</summary>
    public ContrastiveOptions Options => new() { Provider = Provider, AllowTf32 = Tf32 };

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ArgumentException">It says something unknown.</exception>
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

    /// <summary>Options of a server of these settings.</summary>
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
