using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Pipeline.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Stopping;

namespace MuBench.Pipeline.Estimating;

/// <summary>Estimates how much each verdict of a run that stops when it knows enough will take. Calls no endpoint.</summary>
/// <remarks>
/// A sequence with the error α excludes 0 after about 2 (ln(2/α) + 1.8) v / d^2 images, for the variance v of an image's difference and its mean d;
/// 1.8 is what betting on many sizes at once costs (<c>bench verdict</c>). Without replacement that is n / (1 + n / N) of N images.
/// </remarks>
public sealed class EstimateVerdicts(PipelineContext context, RunInputs inputs)
{
    /// <summary>The differences, 0 to 1, for which the effort is estimated.</summary>
    public static IReadOnlyList<double> Differences { get; } = [0.01, 0.02, 0.05];

    private const double CostOfManyBets = 1.8;

    // Fewer images say little about the spread.
    private const int MinLogged = 30;

    // Of a difference of right and wrong answers, if half of the questions are answered by one model alone.
    private const double AssumedVariance = 0.5;

    /// <summary>The efforts, pair by pair; empty for a run that asks for no verdict.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="estimate">The estimate of the whole run, for the cost of a question.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<IReadOnlyList<VerdictEffort>> RunAsync(string runId, RunEstimate estimate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var (plan, _) = await inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        if (plan is not { Sampling: { } sampling, Manifest.Until: { HasVerdicts: true } until })
            return [];
        var whole = sampling.Stopped is not null ? plan
            : plan.StoppedAs(new PlannedStop(sampling.Waves.Count, StopReasons.All, plan.Models.ToDictionary(model => model.ModelId, _ => sampling.Waves.Count, StringComparer.Ordinal)));
        var isSampled = await new SampledQuestions(inputs, whole).ReadAsync(cancellationToken).ConfigureAwait(false);
        var read = await Task.WhenAll(whole.Models.Select(model =>
            new ModelResponsesReader(context.Store, inputs, whole, model, new ResponseProver()).ReadAsync(cancellationToken))).ConfigureAwait(false);
        var protocol = plan.Manifest.Benchmark.Protocol;
        var pairs = StoppingRule.PairsOf(until, [.. plan.Models.Select(model => model.Manifest.Id)]);
        return
        [
            .. pairs.SelectMany(pair =>
            {
                var (a, b) = (read[pair.A].Table, read[pair.B].Table);
                var (variance, logged) = SpreadOf(a.Items, a.Outcomes[protocol], b.Outcomes[protocol], isSampled);
                return Differences.Select(difference => Of(plan, estimate, pair, difference, variance, logged, until.Alpha / pairs.Count));
            }),
        ];
    }

    private static VerdictEffort Of(
        RunPlan plan, RunEstimate estimate, (int A, int B) pair, double difference, double? variance, int logged, double alpha)
    {
        var sampling = plan.Sampling!;
        var perImage = (double)sampling.TaskQuestions / sampling.Items;
        var mean = difference * perImage;
        var images = 2 * (Math.Log(2 / alpha) + CostOfManyBets) * (variance ?? AssumedVariance * perImage * perImage) / (mean * mean);
        var share = Math.Min(1, 1 / (1 + (sampling.Items / images)));
        var (a, b) = (estimate.Models[pair.A], estimate.Models[pair.B]);
        var usd = UsdOf(a) + UsdOf(b);
        return new VerdictEffort(a.Id, b.Id, difference, (long)Math.Ceiling(2 * share * sampling.Questions), logged, usd is { } all ? Math.Round(all * (decimal)share, 4) : null);
    }

    // What asking everything costs, also what is in the log.
    private static decimal? UsdOf(ModelEstimate model) => model is { Calls: > 0, Usd: { } usd } ? usd * model.Questions / model.Calls : model.Usd;

    private static (double? Variance, int Images) SpreadOf(QuestionTable questions, Outcome[] a, Outcome[] b, IReadOnlyList<bool> isSampled)
    {
        var byRow = new Dictionary<int, int>();
        for (var question = 0; question < questions.Count; question++)
        {
            if (!isSampled[question] || !a[question].IsAnswered() || !b[question].IsAnswered())
                continue;
            var difference = (a[question] == Outcome.Correct ? 1 : 0) - (b[question] == Outcome.Correct ? 1 : 0);
            byRow[questions.RowOf(question)] = byRow.GetValueOrDefault(questions.RowOf(question)) + difference;
        }

        if (byRow.Count < MinLogged)
            return (null, 0);
        var mean = byRow.Values.Average();
        return (Math.Max(byRow.Values.Average(value => (value - mean) * (value - mean)), 1.0 / byRow.Count), byRow.Count);
    }
}
