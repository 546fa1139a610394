namespace MuBench.Bench.Calls;

/// <summary>
/// The generative pipeline beside the ideal, a bare SDK loop, the floor (ready bodies posted by an <see cref="HttpClient"/>), and the floor with what a question of a
/// run needs in any case. By the clock and in processor time per question, with pictures of several sizes.
/// </summary>
internal static class PipelineBench
{
    private const int Workers = 64;
    private const int Rounds = 5;

    // Questions come in whole shards and whole rounds of the workers, so that the last round is full.
    private const int Step = 3 * Workers;

    // The side in pixels of a drawn PNG of about 3 kB, 120 kB and 1 MB, with the share of the questions that is asked about them.
    private static readonly (int Side, double Share)[] Sizes = [(32, 1), (200, 0.5), (578, 0.2)];

    /// <summary>Measures each size in turn, or one.</summary>
    /// <param name="questions">Number of questions with the smallest pictures.</param>
    /// <param name="milliseconds">The endpoint's latency.</param>
    /// <param name="side">The side of the only size; null for all sizes.</param>
    public static async Task<int> RunAsync(int questions, int milliseconds, int? side)
    {
        using var endpoint = await EndpointProcess.StartAsync(milliseconds);
        foreach (var (pixels, share) in side is { } only ? [(only, 1)] : Sizes)
            await RunSizeAsync(endpoint, (int)(questions * share), milliseconds, pixels);
        return 0;
    }

    private static async Task RunSizeAsync(EndpointProcess endpoint, int wanted, int milliseconds, int side)
    {
        var questions = (wanted + Step - 1) / Step * Step;
        var warmUp = Math.Min(questions, 5 * Step);
        using var store = await BenchStore.CreateAsync(questions, side);
        var ideal = questions / (double)Workers * milliseconds / 1000;
        Console.WriteLine($"{questions:N0} questions, endpoint of {milliseconds} ms, {Workers} in flight, pictures of {new FileInfo(Directory.GetFiles(store.Images, "*.png")[0]).Length:N0} bytes: ideal {ideal:F2} s");
        var (_, warmUpId) = await store.WriteManifestAsync("warm-up", endpoint.Address, Workers, warmUp / 6);
        var rounds = new List<Round>();
        for (var round = 1; round <= Rounds; round++)
        {
            string[] loop = [$"{endpoint.Address}", $"{questions}", $"{warmUp}", $"{Workers}", store.Images];
            var raw = await CallCost.OfAsync(["raw", .. loop]);
            var needed = await CallCost.OfAsync(["needed", .. loop]);
            var bare = await CallCost.OfAsync(["bare", .. loop]);
            var (_, runId) = await store.WriteManifestAsync($"round-{round}", endpoint.Address, Workers, null);
            store.ForgetResponses();
            var ours = await CallCost.OfAsync("worker", store.Folder, warmUpId, runId);
            rounds.Add(new Round(raw, needed, bare, ours));
            Console.WriteLine($"  round {round}: ms of processor time per question: floor {Each(raw):F3}, needed {Each(needed):F3}, bare loop {Each(bare):F3}, pipeline {Each(ours):F3}; seconds {raw.Seconds:F2}, {needed.Seconds:F2}, {bare.Seconds:F2}, {ours.Seconds:F2}");
        }

        Console.WriteLine($"  medians of {Rounds}: processor time per question: floor {Of(round => Each(round.Raw)):F3} ms, needed {Of(round => Each(round.Needed)):F3} ms, bare loop {Of(round => Each(round.Bare)):F3} ms, pipeline {Of(round => Each(round.Ours)):F3} ms");
        Console.WriteLine($"    pipeline / floor {Of(round => round.Ours.CpuSeconds / round.Raw.CpuSeconds):F2}, needed / floor {Of(round => round.Needed.CpuSeconds / round.Raw.CpuSeconds):F2}, pipeline / needed {Of(round => round.Ours.CpuSeconds / round.Needed.CpuSeconds):F2}, pipeline / bare loop {Of(round => round.Ours.CpuSeconds / round.Bare.CpuSeconds):F2}, bare loop / floor {Of(round => round.Bare.CpuSeconds / round.Raw.CpuSeconds):F2}");
        Console.WriteLine($"    by the clock: pipeline / ideal {Of(round => round.Ours.Seconds / ideal):F3}, pipeline / bare loop {Of(round => round.Ours.Seconds / round.Bare.Seconds):F3}, bare loop / ideal {Of(round => round.Bare.Seconds / ideal):F3}, floor / ideal {Of(round => round.Raw.Seconds / ideal):F3}");

        double Each(CallCost cost) => cost.CpuSeconds * 1000 / questions;
        double Of(Func<Round, double> ratio) => CallCost.Median(rounds.Select(ratio));
    }

    private sealed record Round(CallCost Raw, CallCost Needed, CallCost Bare, CallCost Ours);
}
