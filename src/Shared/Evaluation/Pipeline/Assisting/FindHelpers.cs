using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Proving;
using MuBench.Pipeline.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Storage;

namespace MuBench.Pipeline.Assisting;

/// <summary>Finds models that answered the population of a sampled run in other runs of the store.</summary>
/// <param name="store">The store.</param>
/// <param name="inputs">Plans and datasets.</param>
/// <remarks>
/// The rule does not look at what the run's own models answered: of the finished runs of the same dataset, the newest 32; of their models without floors and
/// passes, and of the run's own models those that <c>until.helpers</c> names, those that answered at least 95% of the population; of these the eight with the most responses, and the first by key among equal ones.
/// </remarks>
internal sealed class FindHelpers(IArtifactStore store, RunInputs inputs)
{
    /// <summary>Maximum number of models.</summary>
    public const int MaxHelpers = 8;

    /// <summary>The share of the population's questions that a model must have answered.</summary>
    public const double MinAnswered = 0.95;

    private const int MaxRuns = 32;

    /// <summary>Finds the models; null if there are none, or if the run is no sample.</summary>
    public async Task<RunHelpers?> FindAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var (_, reader) = await inputs.GetAsync(plan.RunId, cancellationToken).ConfigureAwait(false);
        if (await SampledPopulation.ReadAsync(plan, reader, cancellationToken).ConfigureAwait(false) is not { } population)
            return null;
        var found = new Dictionary<string, RunHelper>(StringComparer.Ordinal);
        var whole = plan.Helpers.Count == 0 ? plan : plan.AskingPopulation(reader.Info);
        await ReadAsync(whole, plan.Helpers.Select(helper => plan.Models[helper]), plan, population, found, cancellationToken).ConfigureAwait(false);
        var entries = await new RunCatalog(store).ListAsync(cancellationToken).ConfigureAwait(false);
        var unread = new List<string>();
        foreach (var entry in entries.Where(entry => entry.Status is { } status && RunStates.HasReport(status.State) && status.Dataset == plan.Dataset && entry.Id != plan.RunId).Take(MaxRuns))
        {
            try
            {
                await ReadAsync(entry.Id, plan, population, found, cancellationToken).ConfigureAwait(false);
            }
            catch (UserException fault) when (fault is not StoreException)
            {
                unread.Add($"{entry.Id}: {fault.Message}"); // the report of this run does not depend on other runs being whole; it names them
            }
        }

        RunHelper[] helpers =
            [.. found.Values.OrderByDescending(helper => helper.Answered).ThenBy(helper => helper.ModelKey, StringComparer.Ordinal).Take(MaxHelpers)];
        return helpers.Length == 0 ? null : new RunHelpers { Questions = population.Count, Helpers = helpers, Unread = unread };
    }

    private async Task ReadAsync(string runId, RunPlan plan, QuestionTable population, Dictionary<string, RunHelper> found, CancellationToken cancellationToken)
    {
        var other = await PlanStore.ReadAsync(store, runId, cancellationToken).ConfigureAwait(false);
        if (other.DatasetSha256 != plan.DatasetSha256 || other.Revision != plan.Revision || other.Questions < MinAnswered * population.Count)
            return;
        await ReadAsync(other, other.Models.Where(model => model.Pass is null && !ModelKinds.IsFloor(model.Manifest.Kind)), plan, population, found, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAsync(
        RunPlan other, IEnumerable<PlannedModel> models, RunPlan plan, QuestionTable population, Dictionary<string, RunHelper> found, CancellationToken cancellationToken)
    {
        foreach (var model in models.Where(model => !found.ContainsKey(model.Key)))
        {
            var responses = await new ModelResponsesReader(store, inputs, other, model, new ResponseProver()).ReadAsync(cancellationToken).ConfigureAwait(false);
            var helper = HelperOf(other, model, responses.Table, plan.Manifest.Benchmark.Protocol, population);
            if (helper.Answered >= MinAnswered * population.Count)
                found.Add(model.Key, helper);
        }
    }

    private static RunHelper HelperOf(RunPlan other, PlannedModel model, ResponseTable table, string protocol, QuestionTable population)
    {
        var places = QuestionNames.Of(table.Items).Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var (outcomes, confidences) = (table.Outcomes[protocol], table.Analysis.Confidences);
        var (right, probabilities) = (new byte[population.Count], new double?[population.Count]);
        Array.Fill(right, RunHelper.None);
        foreach (var (question, name) in QuestionNames.Of(population).Index())
        {
            if (!places.TryGetValue(name, out var place) || !outcomes[place].IsAnswered())
                continue;
            right[question] = (byte)(outcomes[place] == Outcome.Correct ? 1 : 0);
            probabilities[question] = confidences?[place]?.Gold;
        }

        return new RunHelper
        {
            Id = model.Manifest.Id,
            RunId = other.RunId,
            ModelKey = model.Key,
            Answered = right.Count(answer => answer != RunHelper.None),
            Right = right,
            Probabilities = RunHelper.Pack(probabilities),
        };
    }
}
