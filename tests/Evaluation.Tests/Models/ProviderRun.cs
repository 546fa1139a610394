using MuBench.Pipeline.Evaluating;
using MuBench.Responses;
using MuBench.Retries;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models;

/// <summary>Runs one hosted model on a small dataset, with a loopback server.</summary>
internal static class ProviderRun
{
    public const string Key = "canary-key-7";

    /// <summary>The prompt of the question of <see cref="OneQuestion"/>, escaped for JSON.</summary>
    public const string PromptJson = """Answer with a single letter, no extra details.\nQuestion:What is the most likely stain of image 0?\nA) stain 0\nB) stain 1\nC) stain 2\nD) stain 3\nE) none of the above""";

    public const string OneQuestion = """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""";

    public static Task<PipelineHarness> HarnessAsync(int images = 1, RetryOptions? retry = null) =>
        PipelineHarness.CreateAsync(images, retry, name => name == "LOOP_KEY" ? Key : null);

    /// <summary>Asks one question and returns its record.</summary>
    public static async Task<ResponseRecord> OneAsync(string model)
    {
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(model, OneQuestion);
        var result = await harness.EvaluateAsync();
        Assert.True(result.Answered == 1, result.StopReason ?? string.Join("; ", (await harness.FaultsAsync()).Select(fault => fault.Reason)));
        return Assert.Single(await harness.LogAsync());
    }

    /// <summary>Asks the 24 questions of four images; returns the result and the reasons of the failed ones.</summary>
    public static async Task<(EvaluateShardResult Result, IReadOnlyList<string> Faults)> AllAsync(string model, RetryOptions? retry = null)
    {
        await using var harness = await HarnessAsync(images: 4, retry);
        await harness.PlanAsync(model);
        var result = await harness.EvaluateAsync();
        return (result, [.. (await harness.FaultsAsync()).Select(fault => fault.Reason)]);
    }

    /// <summary>The image of the only call, in base64.</summary>
    public static string Image(LoopbackChatServer server) => Assert.Single(server.Calls).ImageBase64;
}
