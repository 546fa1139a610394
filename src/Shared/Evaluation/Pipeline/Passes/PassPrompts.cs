using MuBench.Datasets;
using MuBench.Models;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Scoring.Styles;

namespace MuBench.Pipeline.Passes;

/// <summary>Defines what one pass of a model shows and asks, in which prompt variants and under which response keys.</summary>
internal sealed class PassPrompts
{
    private readonly PlannedModel _model;
    private readonly int _seed;
    private readonly ShownImages? _shown;
    private readonly IReadOnlySet<int> _notAsked;

    private PassPrompts(PlannedModel model, int seed, ShownImages? shown, IReadOnlySet<int> notAsked) =>
        (_model, _seed, _shown, _notAsked) = (model, seed, shown, notAsked);

    /// <summary>Creates the prompts of a run's model.</summary>
    public static async Task<PassPrompts> CreateAsync(RunPlan plan, PlannedModel model, RunInputs inputs, CancellationToken cancellationToken) => new(
        model,
        plan.Manifest.Benchmark.Seed,
        model.Pass?.Kind == PassKinds.ShuffledImage ? await inputs.GetShownAsync(plan.RunId, cancellationToken).ConfigureAwait(false) : null,
        plan.RowsNotAsked(model));

    /// <summary>The question as asked by the pass. Deterministic.</summary>
    public AskedQuestion Of(ImageRecord image, Question question)
    {
        // Passes repeat choices; localisation questions are asked only once. Of an image that the run no longer asked the model about, the log may have what
        // other runs asked.
        if ((question.Target is not null && _model.Pass is not null) || _notAsked.Contains(image.Row))
            return new AskedQuestion(question, image, []);
        switch (_model.Pass)
        {
            case null:
                return new AskedQuestion(question, image, PromptVariants.Of(_model.Manifest, image, question));
            case { Kind: PassKinds.Blind }:
                return Asked(question, null);
            case { Kind: PassKinds.ShuffledImage }:
                return Asked(question, _shown!.Of(image));
            case { Kind: PassKinds.Repeat } pass:
                return Asked(question, image, repeat: pass.Number);
            case { Kind: PassKinds.Order } pass:
                var order = OptionOrders.Of(image, question, pass, _seed);
                return Asked(OptionOrders.Apply(question, order), image, $"{PassKinds.Order}:{OptionOrders.Letters(order)}");
            default:
                throw new InvalidOperationException($"The plan has a pass of the unknown kind '{_model.Pass.Kind}'.");
        }
    }

    /// <summary>Reads the images that are shown; null if there are none.</summary>
    public Task<ShardImages?> ReadImagesAsync(
        DatasetReader reader, int shard, IEnumerable<PendingQuestion> questions, CancellationToken cancellationToken) =>
        ReadImagesAsync(reader, shard, questions.Select(question => question.Shown).OfType<ImageRecord>(), cancellationToken);

    /// <inheritdoc cref="ReadImagesAsync(DatasetReader, int, IEnumerable{PendingQuestion}, CancellationToken)"/>
    public async Task<ShardImages?> ReadImagesAsync(DatasetReader reader, int shard, IEnumerable<ImageRecord> images, CancellationToken cancellationToken)
    {
        ImageRecord[] shown = [.. images.Distinct()];
        if (shown.Length == 0)
            return null;
        return await (_shown is null
            ? reader.ReadImagesAsync(shard, shown, cancellationToken)
            : reader.ReadImagesAsync(shown.ToLookup(_shown.ShardOf), cancellationToken)).ConfigureAwait(false);
    }

    private AskedQuestion Asked(Question question, ImageRecord? shown, string? variant = null, int repeat = 0)
    {
        var prompt = QuestionStyles.Of(question).BuildPrompt(question, _model.Manifest, hasImage: shown is not null);
        return new AskedQuestion(question, shown, [new PromptVariant(variant, prompt, null, ResponseKey.Of(shown?.ShownSha256 ?? "", prompt, repeat), repeat)]);
    }
}
