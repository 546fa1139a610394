using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Viewing;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.QuestionTables;
using MuBench.Storage;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>
/// Reads the questions that a report shows: drawn by <see cref="QuestionSampler"/>, with their images and every model's
/// response.
/// </summary>
internal sealed class QuestionSampleReader(IArtifactStore store, RunInputs inputs)
{
    /// <summary>Maximum number of images of a report. In a run of many models the page has room for fewer.</summary>
    public const int MaxRows = 500;

    /// <summary>Reads the sample of a run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="reader">Its dataset.</param>
    /// <param name="questions">The questions of the run.</param>
    /// <param name="reported">The scores of the report's models and controls.</param>
    /// <param name="passes">The scores of the further passes.</param>
    /// <param name="fullSize">Whether the images are also read at full size.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="servedBy">The site that serves the images, so that none is read; null if the page has its images.</param>
    public async Task<QuestionSample> ReadAsync(
        RunPlan plan, DatasetReader reader, QuestionTable questions, IReadOnlyList<ModelScores> reported, IReadOnlyList<ModelScores> passes, bool fullSize, CancellationToken cancellationToken,
        ViewSite? servedBy = null)
    {
        string[] protocols = [.. Protocols.All.OrderBy(protocol => protocol != plan.Manifest.Benchmark.Protocol)];
        var models = new List<BrowsedResponses>();
        foreach (var scores in reported)
            models.Add(await BrowsedResponses.OpenAsync(store, plan, inputs, scores, protocols, cancellationToken).ConfigureAwait(false));

        var judged = models.Where(model => !model.Model.IsFloor).ToList();
        var seed = plan.Manifest.Benchmark.Seed;
        var drawn = QuestionSampler.Draw(questions, [.. (judged.Count > 0 ? judged : models).Select(model => model.Outcomes)], MaxRows, seed);
        var places = QuestionPlaces.Of(questions, [.. drawn]);
        var missing = MissingQuestions.Of(passes, protocols[0]);
        await inputs.StopThumbnailsAsync(plan.RunId).ConfigureAwait(false);
        var thumbnails = new Thumbnails(Thumbnails.SideFor(drawn.Count), fullSize, servedBy is null ? null : (servedBy, plan.RunId), inputs.Thumbnails);
        var rows = new Dictionary<int, BrowsedRow>();
        var shards = ReadAhead.InOrderAsync(
            plan.Shards, (shard, cancelled) => ReadShardAsync(plan, reader, shard, places, models, missing, thumbnails, cancelled), cancellationToken);
        await foreach (var shard in shards.ConfigureAwait(false))
        {
            foreach (var row in shard)
                rows.Add(row.Row, row);
        }

        return new QuestionSample
        {
            Protocols = protocols,
            Models = [.. models.Select(model => model.Model)],
            Passes = missing.Passes,
            Slices = places.Slices,
            Rows = [.. drawn.Select(row => rows[row])],
            AllRows = questions.Records,
            AllQuestions = questions.Count,
            Seed = seed,
        };
    }

    private static async Task<IReadOnlyList<BrowsedRow>> ReadShardAsync(
        RunPlan plan, DatasetReader reader, PlannedShard shard, QuestionPlaces places, IReadOnlyList<BrowsedResponses> models, MissingQuestions missing, Thumbnails thumbnails, CancellationToken cancellationToken)
    {
        if (!places.HasRowIn(reader.Info.Shards[shard.Index]))
            return [];
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var images = shard.Select(await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)).Where(image => places.Has(image.Row)).ToList();
        var asked = images.ToDictionary(image => image.Row, image => (IReadOnlyList<Question>)[.. tasks.Of(image)]);
        var records = await Task.WhenAll(models.Select(model => model.ReadShardAsync(shard.Index, images, asked, cancellationToken))).ConfigureAwait(false);
        var pictures = await thumbnails.ReadAsync(reader, shard.Index, images, cancellationToken).ConfigureAwait(false);
        return
        [
            .. images.Select(image => new BrowsedRow
            {
                Row = image.Row,
                Source = image.Source,
                Images = pictures[image.Row],
                Questions = [.. asked[image.Row].Select((question, index) => QuestionOf(image, question, places.QuestionsOf(image.Row)[index], places, models, records, missing))],
            }),
        ];
    }

    private static BrowsedQuestion QuestionOf(
        ImageRecord image, Question question, int item, QuestionPlaces places, IReadOnlyList<BrowsedResponses> models, IReadOnlyDictionary<string, ResponseRecord>[] records,
        MissingQuestions missing) => new()
    {
        Key = question.Key,
        Text = question.Text,
        Options = question.Options,
        AnswerIndex = question.Options.Count == 0 ? -1 : question.AnswerIndex,
        Reference = question.Target is { } target ? $"{target.Boxes.Count} × {target.ClassName}" : null,
        Boxes = question.Target?.Boxes ?? [],
        Polygons = question.Target?.Polygons ?? [],
        MissingIn = question.Target is null ? missing.PassesOf(item) : [],
        Slices = places.SlicesOf(item),
        Responses = [.. models.Zip(records, (model, found) => model.Of(image, question, item, found))],
    };
}
