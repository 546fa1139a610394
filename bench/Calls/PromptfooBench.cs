using System.Text.Json;
using MuBench.TestUtils.Datasets;

namespace MuBench.Bench.Calls;

/// <summary>Whole processes of <c>mubench run</c> beside an installed promptfoo that asks as many questions about the same pictures, in turn.</summary>
internal static class PromptfooBench
{
    private const int Workers = 64;
    private const int Milliseconds = 50;
    private const int Rounds = 3;

    // A PNG of 14 kB.
    private const int Side = 80;

    // What promptfoo sends to its makers and looks up there costs no time of its runs here.
    private static readonly Dictionary<string, string?> Quiet = new()
    {
        ["PROMPTFOO_DISABLE_TELEMETRY"] = "1",
        ["PROMPTFOO_DISABLE_UPDATE"] = "1",
        ["PROMPTFOO_DISABLE_SHARING"] = "1",
        ["PROMPTFOO_DISABLE_REMOTE_GENERATION"] = "1",
    };

    /// <summary>Measures.</summary>
    /// <param name="promptfoo">The command <c>promptfoo</c>, 0.123 or later.</param>
    /// <param name="mubench">The installed command; null for the build of the repository.</param>
    /// <param name="questions">Number of questions.</param>
    public static async Task<int> RunAsync(string promptfoo, string? mubench, int questions)
    {
        using var endpoint = await EndpointProcess.StartAsync(Milliseconds);
        using var store = await BenchStore.CreateAsync(questions, seed => DrawnImages.Png(seed, Side, Side));
        var pictures = Directory.GetFiles(store.Images, "*.png").Order(StringComparer.Ordinal).ToArray();
        questions = pictures.Length * TestDataset.QuestionsPerImage;
        var config = await WriteConfigAsync(store.Folder, endpoint.Address, pictures, questions);
        Console.WriteLine($"{questions:N0} questions, endpoint of {Milliseconds} ms, {Workers} in flight, pictures of {pictures.Average(file => new FileInfo(file).Length):N0} bytes, {mubench ?? "the build of the repository"}");
        List<Measured> ours = [], theirs = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var (file, _) = await store.WriteManifestAsync($"process-{round}", endpoint.Address, Workers, null);
            var first = await RunAsync(endpoint, questions, () => SelfProcess.StartInstalled(mubench, "run", file, "--store", store.Folder));
            var output = Path.Combine(store.Folder, $"answers-{round}.jsonl");
            var environment = new Dictionary<string, string?>(Quiet) { ["PROMPTFOO_CONFIG_DIR"] = Path.Combine(store.Folder, $"promptfoo-{round}") };
            var second = await RunAsync(endpoint, questions, () => SelfProcess.StartOther(promptfoo, environment,
                "eval", "-c", config, "--no-cache", "--max-concurrency", $"{Workers}", "--no-table", "--no-progress-bar", "--no-share", "-o", output));
            Console.WriteLine($"  {(round == 0 ? "warm-up" : $"round {round}")}: mubench {first}; promptfoo {second}");
            if (round > 0)
            {
                ours.Add(first);
                theirs.Add(second);
            }
        }

        Console.WriteLine($"  mubench / promptfoo, medians: whole {Ratio(run => run.Whole):F3}, calls {Ratio(run => run.Calls):F3}, processor time {Ratio(run => run.Cpu):F3}");
        return 0;

        double Ratio(Func<Measured, double> part) => CallCost.Median(ours.Select(part)) / CallCost.Median(theirs.Select(part));
    }

    private static async Task<Measured> RunAsync(EndpointProcess endpoint, int questions, Func<System.Diagnostics.Process> start)
    {
        await endpoint.TimesAsync();
        var (calls, cpu, begun) = (await endpoint.CallsAsync(), ProcessBench.ChildrenCpu(), TimeProvider.System.GetUtcNow());
        using var process = start();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var whole = TimeProvider.System.GetUtcNow() - begun;
        if (process.ExitCode != 0 || await endpoint.CallsAsync() - calls != questions)
            throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode} after {await endpoint.CallsAsync() - calls} of {questions} calls.");
        var (first, last) = await endpoint.TimesAsync();
        return new Measured(whole.TotalSeconds, (last - first).TotalSeconds, ProcessBench.ChildrenCpu() - cpu);
    }

    private static async Task<string> WriteConfigAsync(string folder, Uri endpoint, string[] pictures, int questions)
    {
        object[] prompt =
        [
            new
            {
                role = "user",
                content = new object[]
                {
                    new { type = "text", text = "Answer with a single letter, no extra details.\nQuestion:{{question}}" },
                    new { type = "image_url", image_url = new { url = "{{image}}", detail = "high" } },
                },
            },
        ];
        var tests = Enumerable.Range(0, questions).Select(question => new
        {
            vars = new { question = $"What is the most likely stain of this image ({question})?\nA) H&E\nB) Giemsa\nC) DAPI\nD) none", image = $"file://{pictures[question / TestDataset.QuestionsPerImage]}" },
            assert = new[] { new { type = "contains", value = "A" } },
        });
        var config = Path.Combine(folder, "promptfoo.json");
        await WriteAsync(Path.Combine(folder, "prompt.json"), prompt);
        await WriteAsync(Path.Combine(folder, "tests.json"), tests);
        await WriteAsync(config, new
        {
            prompts = "file://prompt.json",
            providers = new[] { new { id = "openai:chat:bench", config = new { apiBaseUrl = endpoint, apiKey = "none", max_tokens = 128, temperature = 0 } } },
            tests = "file://tests.json",
        });
        return config;
    }

    private static Task WriteAsync(string file, object value) => File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(value));

    private sealed record Measured(double Whole, double Calls, double Cpu)
    {
        public override string ToString() => $"{Whole:F2} s, calls {Calls:F2} s, {Cpu:F2} s of processor time";
    }
}
