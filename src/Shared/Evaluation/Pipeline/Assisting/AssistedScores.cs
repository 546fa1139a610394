using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Statistics;
using MuBench.Statistics.Assisted;
using MuBench.Storage;

namespace MuBench.Pipeline.Assisting;

/// <summary>Estimates the accuracies of a sampled run with the help of other models' answers.</summary>
internal sealed class AssistedScores
{
    private readonly RunPlan _plan;
    private readonly RunHelpers _helpers;
    private readonly QuestionTable _population;
    private readonly QuestionTable _questions;
    private readonly int[] _places;
    private readonly int[] _images;
    private readonly int[] _cells;
    private readonly Dictionary<(string Task, string Slice), int[]> _slices;
    private AssistedQuestions? _all;

    /// <summary>Prepares the estimates.</summary>
    /// <param name="plan">The run's plan.</param>
    /// <param name="helpers">Its helpers.</param>
    /// <param name="population">The questions from which it draws.</param>
    /// <param name="questions">The questions that it asked.</param>
    public AssistedScores(RunPlan plan, RunHelpers helpers, QuestionTable population, QuestionTable questions)
    {
        (_plan, _helpers, _population, _questions) = (plan, helpers, population, questions);
        var places = QuestionNames.Of(questions).Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var cells = new Dictionary<(string Source, string Key), int>();
        int[] all = [.. Enumerable.Range(0, population.Count)];
        _places = [.. QuestionNames.Of(population).Select(name => places.TryGetValue(name, out var place) ? place : -1)];
        _images = [.. all.Select(population.ImageOf)];
        _slices = population.Slices.ToDictionary(slice => (slice.Task, slice.Slice), slice => slice.Questions.ToArray());
        _cells = [.. all.Select(question => CellOf(cells, (population.SourceOf(question), population.KeyOf(question))))];
    }

    /// <summary>Reads the helpers of a run; null if there are none, or if the run is no sample.</summary>
    public static async Task<AssistedScores?> TryReadAsync(IArtifactStore store, RunPlan plan, DatasetReader reader, QuestionTable questions, CancellationToken cancellationToken)
    {
        if (await HelperStore.TryReadAsync(store, plan.RunId, cancellationToken).ConfigureAwait(false) is not { } helpers
            || await SampledPopulation.ReadAsync(plan, reader, cancellationToken).ConfigureAwait(false) is not { } population)
            return null;
        return helpers.Questions == population.Count
            ? new AssistedScores(plan, helpers, population, questions)
            : throw new UserException($"{StoreLayout.RunHelpers(plan.RunId)} is about {helpers.Questions:N0} questions, and the run draws from {population.Count:N0}. Run the manifest again: nothing is asked twice.");
    }

    /// <summary>The helpers, as the report names them.</summary>
    public ReportAssistance Assistance => new(
        _population.Count, [.. _helpers.Helpers.Select(helper => new ReportHelper(helper.Id, helper.RunId, helper.Answered))], _helpers.Unread);

    /// <summary>The estimates of a model, one for each slice; a slice without one is left out. Null if there is none.</summary>
    /// <param name="model">The model's outcomes; null if its result is void.</param>
    /// <param name="key">Its key in the response log: a helper with the same key is the model itself, and is left out.</param>
    public IReadOnlyList<ReportAssisted>? Of(ModelOutcomes? model, string key)
    {
        var helpers = _helpers.Helpers.Where(helper => helper.ModelKey != key).ToList();
        if (helpers.Count == 0 || model is null)
            return null;
        var table = new AssistedQuestions(_images, _cells, [.. helpers.SelectMany(helper => helper.Features())]);
        double[] values = [.. _places.Select(place => place < 0 || !model.Outcomes[place].IsAnswered() ? double.NaN : RightOf(model, place))];
        ReportAssisted[] slices = [.. _questions.Slices.Where(slice => !slice.IsGraded).AsParallel().AsOrdered().Select(slice => Of(model, table, values, slice, helpers)).OfType<ReportAssisted>()];
        return slices.Length == 0 ? null : slices;
    }

    /// <summary>
    /// Estimates the difference of two models on a slice. Here the models' own answers to the whole population may help, if one of the two has given them in
    /// another run. Null if both have, because then the difference needs no estimate.
    /// </summary>
    public Func<QuestionSlice, AssistedMean?>? Of(ModelOutcomes a, string keyOfA, ModelOutcomes b, string keyOfB)
    {
        if (_helpers.Helpers.Any(helper => helper.ModelKey == keyOfA) && _helpers.Helpers.Any(helper => helper.ModelKey == keyOfB))
            return null;
        var table = LazyInitializer.EnsureInitialized(ref _all, () => new AssistedQuestions(_images, _cells, [.. _helpers.Helpers.SelectMany(helper => helper.Features())]));
        double[] values = [.. _places.Select(place => place < 0 || !a.Outcomes[place].IsAnswered() || !b.Outcomes[place].IsAnswered() ? double.NaN : RightOf(a, place) - RightOf(b, place))];
        return slice => slice.IsGraded ? null : MeanOf(table, values, slice, -1);
    }

    private static int RightOf(ModelOutcomes model, int place) => model.Outcomes[place] == Outcome.Correct ? 1 : 0;

    private AssistedMean? MeanOf(AssistedQuestions table, double[] values, QuestionSlice slice, double min)
    {
        if (!_slices.TryGetValue((slice.Task, slice.Slice), out var questions))
            return null;
        var members = new bool[_population.Count];
        foreach (var question in questions)
            members[question] = true;
        return AssistedMean.Of(table, values, question => members[question], min);
    }

    private ReportAssisted? Of(ModelOutcomes model, AssistedQuestions table, double[] values, QuestionSlice slice, IReadOnlyList<RunHelper> helpers)
    {
        if (MeanOf(table, values, slice, 0) is not { } mean)
            return null;
        var tally = ScoreCalculator.Tally(_questions, slice, model.Outcomes);
        var confidence = Looks.Confidence(_plan.PlannedLooks);
        var (plain, assisted) = (tally.ShareInterval(confidence), mean.Interval(tally, confidence));
        return new ReportAssisted
        {
            Task = slice.Task,
            Slice = slice.Slice,
            N = tally.Questions,
            Sampled = Math.Round(mean.Sampled, 9),
            Plain = Math.Round(mean.Plain, 9),
            PlainCi95 = plain.ToArray(),
            Accuracy = Math.Round(mean.Estimate, 9),
            Ci95 = assisted.ToArray(),
            Interval = Looks.KindOf(assisted with { Kind = IntervalKinds.JeffreysAssisted }, _plan.PlannedLooks)!,
            Lambda = Math.Round(mean.Lambda, 9),
            EffectiveSize = Math.Round(mean.EffectiveSize, 9),
            Helpers = [.. helpers.Select(helper => helper.Id)],
        };
    }

    private static int CellOf(Dictionary<(string Source, string Key), int> cells, (string Source, string Key) cell)
    {
        if (!cells.TryGetValue(cell, out var index))
            cells.Add(cell, index = cells.Count);
        return index;
    }
}
