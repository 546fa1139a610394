using MuBench.Datasets;
using MuBench.Pipeline;
using MuBench.Pipeline.Reporting.Browser;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Viewing;

/// <summary>Reads a question with every model's answer from the response logs.</summary>
internal sealed class QuestionAnswers(PipelineContext context, ViewedDataset dataset)
{
    // A question of many models waits for the store, not for this machine's processor.
    private const int Parallelism = 16;

    private static readonly string[] Readers = [Protocols.Official, Protocols.Strict];

    private readonly RunInputs _inputs = new(context);

    /// <summary>A question without its answers: only the outcomes are given.</summary>
    public static BrowsedQuestion Brief(ViewedQuestions questions, ViewedModels models, int question)
    {
        var columns = questions.Columns;
        return new BrowsedQuestion
        {
            Id = questions.IdOf(question),
            IsBrief = true,
            Key = questions.Table.KeyOf(question),
            Text = columns.Texts[columns.TextOf[question]],
            Options = [.. columns.Options[columns.OptionsOf[question]].Select(text => columns.Texts[text])],
            AnswerIndex = columns.GoldOf[question],
            Reference = columns.ReferenceOf[question] is >= 0 and var reference ? columns.Texts[reference] : null,
            Slices = [],
            Responses = [.. models.Models.Select(model => Brief(model.Outcomes[question]))],
        };
    }

    /// <summary>A question with its answers.</summary>
    /// <exception cref="UserException">The dataset or a response log cannot be read.</exception>
    public async Task<BrowsedQuestion> ReadAsync(ViewedModels models, int question, CancellationToken cancellationToken)
    {
        var questions = dataset.Questions;
        var row = questions.Table.RowOf(question);
        var shard = questions.Info.Shards.First(shard => row >= shard.FirstRow && row < shard.FirstRow + shard.Images);
        var image = (await dataset.Reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)).First(image => image.Row == row);
        var asked = image.Questions.Concat(LocalizationQuestions.Of(image)).ElementAt(question - questions.OfRow(row).First());
        var responses = new BrowsedResponse[models.Models.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, responses.Length, options, async (place, token) =>
        {
            var model = models.Models[place];
            responses[place] = model.Results[questions.Columns.TaskOf[question]] is { } result && result.Outcomes[question] != OutcomePair.OfNotAsked
                ? await ReadAsync(result, shard.Index, image, asked, question, token).ConfigureAwait(false)
                : Brief(OutcomePair.OfNotAsked);
        }).ConfigureAwait(false);
        return Brief(questions, models, question) with
        {
            IsBrief = false,
            Boxes = asked.Target?.Boxes ?? [],
            Polygons = asked.Target?.Polygons ?? [],
            Responses = responses,
        };
    }

    private async Task<BrowsedResponse> ReadAsync(ViewedResult result, int shard, ImageRecord image, Question asked, int question, CancellationToken cancellationToken)
    {
        // The run's display rule is a part of the keys of its responses.
        var shown = image.Bits is null ? image : image with { Display = result.Plan.Display?.ToRule() };
        Outcome[][] outcomes = [.. Readers.Select((_, protocol) => new[] { (Outcome)OutcomePair.At(result.Outcomes[question], protocol) })];
        var responses = await BrowsedResponses.OpenAsync(context.Store, result.Plan, _inputs, result.Model, outcomes, Readers, cancellationToken).ConfigureAwait(false);
        var records = await responses.ReadShardAsync(shard, [shown], new Dictionary<int, IReadOnlyList<Question>> { [shown.Row] = [asked] }, cancellationToken).ConfigureAwait(false);
        return responses.Of(shown, asked, 0, records);
    }

    private static BrowsedResponse Brief(byte pair) => new()
    {
        IsAsked = pair != OutcomePair.OfNotAsked,
        Outcomes = [.. Readers.Select((_, protocol) => (Outcome)Math.Min((int)Outcome.NotRun, OutcomePair.At(pair, protocol)))],
        Choices = [.. Readers.Select(_ => -1)],
    };
}
