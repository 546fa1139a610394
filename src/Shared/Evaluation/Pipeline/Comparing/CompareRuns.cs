using MuBench.Pipeline.Planning;
using MuBench.Reports;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Storage;

namespace MuBench.Pipeline.Comparing;

/// <summary>Compares models of two runs, in pairs, on the questions that both runs asked. Reads the store and writes nothing.</summary>
public sealed class CompareRuns(IArtifactStore store)
{
    /// <summary>Runs the comparison.</summary>
    /// <exception cref="UserException">The runs or models cannot be compared; the message says why.</exception>
    public async Task<RunComparison> RunAsync(CompareRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var a = await AskedRun.OpenAsync(store, request.RunA, cancellationToken).ConfigureAwait(false);
        var b = await AskedRun.OpenAsync(store, request.RunB, cancellationToken).ConfigureAwait(false);
        var protocol = ProtocolOf(request, a.Plan, b.Plan);
        var pairs = PairsOf(request, a, b);
        var isNamed = request.ModelA is not null || request.ModelB is not null;
        var shared = await SharedQuestions.MatchAsync(a, b, cancellationToken).ConfigureAwait(false);
        var (runA, runB) = (await RunOfAsync(a, cancellationToken).ConfigureAwait(false), await RunOfAsync(b, cancellationToken).ConfigureAwait(false));
        var caveats = ComparisonCaveats.Of(runA, runB, a.KnowsDepth && b.KnowsDepth).ToList();
        var comparisons = new List<ReportComparison>();
        var alarms = new SortedDictionary<string, ReportAlarm>(StringComparer.Ordinal);
        foreach (var (modelA, modelB) in pairs)
        {
            var (nameA, nameB) = ($"{request.RunA}/{modelA}", $"{request.RunB}/{modelB}");
            var readA = await a.ReadAsync(modelA, protocol, cancellationToken).ConfigureAwait(false);
            var readB = await b.ReadAsync(modelB, protocol, cancellationToken).ConfigureAwait(false);
            if (readA.Alarm is not null) alarms[nameA] = readA.Alarm;
            if (readB.Alarm is not null) alarms[nameB] = readB.Alarm;
            if (ComparisonCaveats.Of(nameA, readA.ComputedBy, nameB, readB.ComputedBy) is { } caveat) caveats.Add(caveat);
            if (ComparisonCaveats.OfRequests(nameA, a.RequestOf(modelA), nameB, b.RequestOf(modelB)) is { } asked) caveats.Add(asked);
            // Responses of one log are the same ones, whatever part of them either run asked.
            var log = a.LogOf(modelA) is { } logA && logA == b.LogOf(modelB) ? logA : null;
            comparisons.AddRange(PairedComparison.Compare(
                shared.Questions,
                SharedQuestions.Select(shared.A, readA.Outcomes, nameA) with { Answers = log },
                SharedQuestions.Select(shared.B, readB.Outcomes, nameB) with { Answers = log },
                looks: Math.Max(a.Plan.PlannedLooks, b.Plan.PlannedLooks)));
        }

        return new RunComparison
        {
            A = runA,
            B = runB,
            Protocol = protocol,
            Questions = shared.Questions.Count,
            Images = shared.Images,
            Comparisons = [.. comparisons.Select(pair => ResponseAlarms.WithoutVerdict(pair, alarms))],
            Alarms = alarms.Count > 0 ? alarms : null,
            Caveats = caveats.Count > 0 ? caveats : null,
            OnlyInA = isNamed ? null : LeftOut(a, pairs.Select(pair => pair.A)),
            OnlyInB = isNamed ? null : LeftOut(b, pairs.Select(pair => pair.B)),
        };
    }

    private static async Task<ComparedRun> RunOfAsync(AskedRun run, CancellationToken cancellationToken) => new(run.Plan.RunId, run.Plan.DatasetTitle, run.Plan.Revision, run.Plan.Questions)
    {
        Display = run.Plan.Display?.Rule,
        ExcerptOf = run.Plan.Manifest.Excerpt?.Of,
        Sampled = run.Plan.IsSample,
        Code = await run.ReadCodeAsync(cancellationToken).ConfigureAwait(false),
    };

    private static string ProtocolOf(CompareRequest request, RunPlan a, RunPlan b)
    {
        if (request.Protocol is { } protocol)
        {
            return Protocols.All.Contains(protocol) ? protocol
                : throw new UserException($"'{protocol}' is not a protocol; the protocols are {string.Join(" and ", Protocols.All)}.");
        }

        return a.Manifest.Benchmark.Protocol == b.Manifest.Benchmark.Protocol
            ? a.Manifest.Benchmark.Protocol
            : throw new UserException($"The run '{a.RunId}' is headed by the protocol '{a.Manifest.Benchmark.Protocol}' and '{b.RunId}' by '{b.Manifest.Benchmark.Protocol}'. Choose the one to compare by: --protocol official or --protocol strict.");
    }

    private static IReadOnlyList<(string A, string B)> PairsOf(CompareRequest request, AskedRun a, AskedRun b)
    {
        IReadOnlyList<(string A, string B)> pairs = request switch
        {
            { ModelA: { } modelA, ModelB: { } modelB } => [(modelA, modelB)],
            { ModelA: { } modelA } => [(modelA, Partner(modelA, b))],
            { ModelB: { } modelB } => [(Partner(modelB, a), modelB)],
            _ => Common(a, b),
        };
        return request.RunA != request.RunB || pairs.All(pair => pair.A != pair.B)
            ? pairs
            : throw new UserException("That is a model compared with itself. Name two runs, or two models with --model-a and --model-b.");
    }

    private static string[]? LeftOut(AskedRun run, IEnumerable<string> compared) => run.Models.Except(compared, StringComparer.Ordinal).ToArray() is { Length: > 0 } ids ? ids : null;

    private static string Partner(string id, AskedRun run) =>
        run.Models.Contains(id, StringComparer.Ordinal) ? id
        : run.Models is [var only] ? only
        : throw new UserException($"The run '{run.Plan.RunId}' has no model '{id}' to compare with; it has {string.Join(", ", run.Models)}. Name one with --model-a or --model-b.");

    private static IReadOnlyList<(string, string)> Common(AskedRun a, AskedRun b)
    {
        var common = a.Models.Intersect(b.Models, StringComparer.Ordinal).ToArray();
        if (common.Length > 0)
            return [.. common.Select(id => (id, id))];
        return (a.Models, b.Models) is ([var onlyA], [var onlyB])
            ? [(onlyA, onlyB)]
            : throw new UserException($"The runs have no model id in common: '{a.Plan.RunId}' has {string.Join(", ", a.Models)}; '{b.Plan.RunId}' has {string.Join(", ", b.Models)}. Name two with --model-a and --model-b.");
    }
}
