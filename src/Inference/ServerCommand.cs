using System.CommandLine;
using System.Globalization;
using System.Numerics;
using MuBench.Contrastive;

namespace MuBench.Inference;

/// <summary>The command line. Every option can also be set by an environment variable, as containers do.</summary>
internal static class ServerCommand
{
    private const string Prefix = "MUBENCH_INFERENCE_";

    private static readonly ServerOptions Defaults = new() { Models = "" };

    private static readonly Option<string> Models = new("--models") { Description = "A folder of model folders, or one model folder.", Required = true };
    private static readonly Option<string> Listen = Text("--listen", "Addresses to listen on, separated by ';'.", Defaults.Listen);
    private static readonly Option<string> Provider = Text("--provider", "The execution provider of every model; there is no fallback.", Defaults.Provider, ExecutionProviders.All);
    private static readonly Option<bool> RequireGpu = new("--require-gpu") { Description = "Refuse to start on the processor." };
    private static readonly Option<int> Device = Number("--device", "Number of the GPU.", Defaults.Device, 0, 255);
    private static readonly Option<bool> Tf32 = new("--tf32") { Description = "Let a GPU round the factors of 32-bit matrix products to TF32: faster, and embeddings differ from the processor's by about 1e-3." };
    private static readonly Option<string?> EngineCache = new("--engine-cache") { Description = "Folder for TensorRT's engines." };
    private static readonly Option<string> Precision = Text("--precision", "Which export of a folder is served.", Defaults.Precision, ModelPrecisions.All);
    private static readonly Option<int> BatchSize = Number("--batch", "Maximum number of images or texts in one forward pass.", Defaults.BatchSize, 1, 1024);
    private static readonly Option<double> BatchDelay = Milliseconds("--batch-delay", "Milliseconds that a batch which is not full waits for more.", Defaults.BatchDelay, 1000);
    private static readonly Option<int> Queue = Number("--queue", "Maximum number of images and texts in the server at once; more get 429.", Defaults.Queue, 1, 100_000);
    private static readonly Option<int> MaxInputs = Number("--max-inputs", "Maximum number of inputs in a request.", Defaults.MaxInputs, 1, 2048);
    private static readonly Option<long> MaxBody = Bytes("--max-body", "Maximum number of bytes of a request.", Defaults.MaxBodyBytes);
    private static readonly Option<long> BodyMemory = Bytes("--body-memory", "Maximum number of bytes of all requests at once; more get 429.", Defaults.MaxBodiesBytes);
    private static readonly Option<long> MaxPixels = Bytes("--max-pixels", "Maximum number of pixels of an image.", Defaults.MaxPixels);
    private static readonly Option<int> Threads = Number("--threads", "Threads of a forward pass on the processor.", Defaults.Threads, 1, 256);
    private static readonly Option<int> DecodeThreads = Number("--decode-threads", "Images decoded at once.", Defaults.DecodeThreads, 1, 256);
    private static readonly Option<double> Drain = Milliseconds("--drain", "Milliseconds that requests in progress may take after the server was asked to stop.", Defaults.Drain, 3_600_000);

    private static readonly IReadOnlyList<Option> All =
    [
        Models, Listen, Provider, RequireGpu, Device, Tf32, EngineCache, Precision, BatchSize, BatchDelay, Queue, MaxInputs, MaxBody, BodyMemory, MaxPixels, Threads,
        DecodeThreads, Drain,
    ];

    /// <summary>
    /// Parses a command line, serves until it is stopped, and returns the exit code: 0 stopped, 1 a model cannot be served, 2 the
    /// options are wrong.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var result = Parse(args);
        // The host handles signals itself: it lets requests in progress finish.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            var code = await result.InvokeAsync(configuration).ConfigureAwait(false);
            return result.Errors.Count > 0 ? 2 : code;
        }
        catch (UserException exception)
        {
            await Console.Error.WriteLineAsync($"mubench-inference: {exception.Message}").ConfigureAwait(false);
            return 2;
        }
    }

    /// <summary>Parses a command line, with what the environment sets.</summary>
    internal static ParseResult Parse(string[] args)
    {
        var root = new RootCommand("Serves contrastive models: OpenAI-compatible embeddings of texts and images. Every option is an environment variable too: --batch-delay is MUBENCH_INFERENCE_BATCH_DELAY. The callers' key is set by MUBENCH_INFERENCE_API_KEY only.");
        foreach (var option in All)
            root.Add(option);
        root.SetAction((parsed, _) => ServeAsync(parsed));
        return root.Parse([.. args, .. FromEnvironment(args, Environment.GetEnvironmentVariable)]);
    }

    /// <summary>Returns the options that are set by the environment and not on the command line.</summary>
    internal static IEnumerable<string> FromEnvironment(IReadOnlyCollection<string> args, Func<string, string?> environment)
    {
        foreach (var option in All)
        {
            var variable = Prefix + option.Name[2..].Replace('-', '_').ToUpperInvariant();
            if (environment(variable) is { Length: > 0 } value && !args.Any(arg => arg == option.Name || arg.StartsWith(option.Name + "=", StringComparison.Ordinal)))
                yield return $"{option.Name}={value}";
        }
    }

    private static async Task<int> ServeAsync(ParseResult parsed)
    {
        var options = new ServerOptions
        {
            Models = parsed.GetValue(Models)!,
            Listen = parsed.GetValue(Listen)!,
            Provider = parsed.GetValue(Provider)!,
            RequireGpu = parsed.GetValue(RequireGpu),
            Device = parsed.GetValue(Device),
            AllowTf32 = parsed.GetValue(Tf32),
            EngineCache = parsed.GetValue(EngineCache),
            Precision = parsed.GetValue(Precision)!,
            BatchSize = parsed.GetValue(BatchSize),
            BatchDelay = TimeSpan.FromMilliseconds(parsed.GetValue(BatchDelay)),
            Queue = parsed.GetValue(Queue),
            MaxInputs = parsed.GetValue(MaxInputs),
            MaxBodyBytes = parsed.GetValue(MaxBody),
            MaxBodiesBytes = parsed.GetValue(BodyMemory),
            MaxPixels = parsed.GetValue(MaxPixels),
            Threads = parsed.GetValue(Threads),
            DecodeThreads = parsed.GetValue(DecodeThreads),
            Drain = TimeSpan.FromMilliseconds(parsed.GetValue(Drain)),
            ApiKey = Environment.GetEnvironmentVariable(Prefix + "API_KEY") is { Length: > 0 } key ? key : null,
        };
        options.Check();
        var app = InferenceServer.Build(options);
        await using (app.ConfigureAwait(false))
        {
            var readiness = app.Services.GetRequiredService<MuBench.Inference.Serving.Readiness>();
            await app.RunAsync().ConfigureAwait(false);
            return readiness.Failure is null ? 0 : 1;
        }
    }

    private static Option<string> Text(string name, string description, string otherwise, IReadOnlyList<string>? values = null)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        if (values is not null)
            option.AcceptOnlyFromAmong([.. values]);
        return option;
    }

    private static Option<int> Number(string name, string description, int otherwise, int least, int most) =>
        Checked(new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise }, value => value >= least && value <= most, $"{least} to {most}");

    private static Option<long> Bytes(string name, string description, long otherwise) =>
        Checked(new Option<long>(name) { Description = description, DefaultValueFactory = _ => otherwise }, value => value is >= 1024 and <= 1L << 40, "1024 to 2^40");

    private static Option<double> Milliseconds(string name, string description, TimeSpan otherwise, double most) =>
        Checked(new Option<double>(name) { Description = description, DefaultValueFactory = _ => otherwise.TotalMilliseconds }, value => value >= 0 && value <= most, $"0 to {most}");

    private static Option<T> Checked<T>(Option<T> option, Func<T, bool> isGood, string range)
        where T : struct, INumberBase<T>
    {
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && isGood(value))
                return value;
            result.AddError($"{option.Name} '{text}': expected {range}.");
            return default;
        };
        return option;
    }
}
