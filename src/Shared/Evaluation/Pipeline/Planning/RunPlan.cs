using System.Text.Json.Serialization;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Reports;

namespace MuBench.Pipeline.Planning;

/// <summary>The content of a run: <c>plan.json</c>. It is fixed when the run is first planned; a resumed run reads it.</summary>
public sealed record RunPlan
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Manifest name + "-" + 8 hex digits of its content hash.</summary>
    public required string RunId { get; init; }

    /// <summary>SHA-256 of the manifest's bytes.</summary>
    public required string ManifestSha256 { get; init; }

    /// <summary>When the run was first planned; of a preview, when the preview was made.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The manifest, with paths beside it resolved to names in the store.</summary>
    public required RunManifest Manifest { get; init; }

    /// <summary>Name of the dataset in the store.</summary>
    public required string Dataset { get; init; }

    /// <summary>The name of a dataset that the manifest names by its path, without the hash that its name in the store ends in; else null.</summary>
    public string? DatasetFolder { get; init; }

    /// <summary>The name of the dataset in texts and reports.</summary>
    [JsonIgnore]
    public string DatasetTitle => DatasetFolder ?? Dataset;

    /// <summary>Revision of the dataset.</summary>
    public required string Revision { get; init; }

    /// <summary>Content hash of the dataset.</summary>
    public required string DatasetSha256 { get; init; }

    /// <summary>Number of images that the run asks about, over all items.</summary>
    public required int Images { get; init; }

    /// <summary>
    /// The display rule for images of more than 8 bits per sample; null if the run has none, or if the dataset was
    /// imported by a version that did not inspect the images.
    /// </summary>
    public PlannedDisplay? Display { get; init; }

    /// <summary>Number of items that the run asks about; null if every item has one image.</summary>
    public int? Items { get; init; }

    /// <summary>The styles of the tasks' questions, see <see cref="MuBench.Datasets.QuestionStyleNames"/>; null if all are lettered.</summary>
    public IReadOnlyList<string>? Styles { get; init; }

    /// <summary>Number of questions of the run. A model is asked those that its kind can be asked; see <see cref="QuestionsOf"/>.</summary>
    public required int Questions { get; init; }

    /// <summary>The models with their keys, in the manifest's order, each followed by its passes.</summary>
    public required IReadOnlyList<PlannedModel> Models { get; init; }

    /// <summary>
    /// The order of a run that stops when it knows enough; null for a run that asks every question. Once it has stopped, the plan has only what was
    /// asked.
    /// </summary>
    public PlannedSampling? Sampling { get; init; }

    /// <summary>The shards with at least one question of the run, in order.</summary>
    public required IReadOnlyList<PlannedShard> Shards { get; init; }

    /// <summary>The size of the whole run; null if this is no excerpt of one.</summary>
    public PlannedExcerpt? Excerpt { get; init; }

    /// <summary>True if the plan was made for a look at the run, such as an estimate, and the run has not started; otherwise null.</summary>
    public bool? IsPreview { get; init; }

    /// <summary>Number of looks at which the run could stop; 1 if it asks every question, or has asked every one of every model.</summary>
    [JsonIgnore]
    public int PlannedLooks => IsSample ? Sampling!.Waves.Count : 1;

    /// <summary>Whether the run has stopped before every question of the population was asked of every model.</summary>
    [JsonIgnore]
    public bool IsSample => Sampling is { Stopped: { } stopped } sampling
        && (sampling.Waves.Sum(wave => wave.Drawn.Sum()) < sampling.Items || stopped.Waves.Values.Any(waves => waves < sampling.Waves.Count));

    /// <summary>That the run is a sample and why it stopped, in a sentence; null for other runs, and while it continues.</summary>
    [JsonIgnore]
    public string? SampledText => Sampling is { Stopped: { } stopped } sampling && IsSample
        ? $"{SamplingText.Mark}: {SamplingText.ReasonOf(stopped.Reason)}; {Images:N0} of {sampling.Images:N0} images were asked"
        : null;

    /// <summary>The number that stands for all waves in place of the number of one.</summary>
    public const int AllWaves = -1;

    /// <summary>
    /// Positions of the models that are asked about all images before the first wave, because their answers help to estimate the others
    /// (<see cref="UntilManifest.Helpers"/>).
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<int> Helpers => Sampling is null || Manifest.Until?.Helpers is not { } helpers
        ? []
        : [.. Enumerable.Range(0, Models.Count).Where(model => helpers.Contains(Models[model].Manifest.Id, StringComparer.Ordinal))];

    /// <summary>Number of questions that a model is asked in all: more than <see cref="QuestionsOf"/> only for one of the <see cref="Helpers"/>.</summary>
    public int AllQuestionsOf(PlannedModel model) => Helpers.Any(helper => Models[helper] == model) ? Sampling!.Waves.Sum(wave => wave.QuestionsOf(model)) : QuestionsOf(model);

    /// <summary>Number of questions that a model is asked, and that count in its scores.</summary>
    public int QuestionsOf(PlannedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Sampling is { Stopped: { } stopped } sampling
            ? sampling.Waves.Take(stopped.WavesOf(model)).Sum(wave => wave.QuestionsOf(model))
            : Shards.Sum(shard => shard.QuestionsOf(model));
    }

    /// <summary>The rows of the plan that a model is not asked about, because the run stopped asking it before.</summary>
    internal IReadOnlySet<int> RowsNotAsked(PlannedModel model)
    {
        var rows = new HashSet<int>();
        if (Sampling is { Stopped: { } stopped } sampling)
        {
            for (var wave = stopped.WavesOf(model) + 1; wave <= stopped.MaxWaves; wave++)
                rows.UnionWith(sampling.RowsOf(wave));
        }

        return rows;
    }

    /// <summary>Positions of the shards of a wave.</summary>
    /// <param name="wave">The wave, from 1; 0 for all shards of a run that asks every question, <see cref="AllWaves"/> for those of all waves.</param>
    public IReadOnlyList<int> ShardsOf(int wave) => [.. Enumerable.Range(0, Shards.Count).Where(shard => wave == AllWaves || Shards[shard].Wave == wave)];

    /// <summary>The plan of the same run if it asked about every image of its population.</summary>
    internal RunPlan AskingPopulation(DatasetInfo dataset)
    {
        var rows = Sampling!.Strata.SelectMany(stratum => stratum.Rows).Order().ToList();
        return this with
        {
            Shards = [.. dataset.Shards.Select(shard => (shard.Index, Rows: rows.Where(row => row >= shard.FirstRow && row < shard.FirstRow + shard.Images).ToList()))
                .Where(shard => shard.Rows.Count > 0).Select(shard => new PlannedShard(shard.Index, 0, shard.Rows))],
            Sampling = null,
        };
    }

    /// <summary>The plan of a sampled run that has stopped: it has only what any model was asked, with each shard of the dataset once.</summary>
    internal RunPlan StoppedAs(PlannedStop stop)
    {
        var sampling = Sampling!;
        var asked = sampling.Waves.Take(stop.MaxWaves).ToList();
        var (images, items) = (asked.Sum(wave => wave.Images), asked.Sum(wave => wave.Drawn.Sum()));
        return this with
        {
            Images = images,
            Items = items == images ? null : items,
            Questions = asked.Sum(wave => wave.Questions),
            Shards = [.. Shards.Where(shard => shard.Wave <= stop.MaxWaves).GroupBy(shard => shard.Index).OrderBy(shard => shard.Key).Select(shard => PlannedShard.Merge([.. shard]))],
            Sampling = sampling with { Stopped = stop },
        };
    }

    /// <summary>The plan with the selected shards.</summary>
    internal RunPlan Asking(SelectedShards selected) => this with
    {
        Images = selected.Images,
        Items = selected.Items == selected.Images ? null : selected.Items,
        Styles = selected.Styles is [QuestionStyleNames.Lettered] ? null : selected.Styles,
        Questions = selected.Shards.Sum(shard => shard.Questions),
        Shards = selected.Shards,
        Excerpt = selected.Excerpt,
        Sampling = selected.Sampling,
    };

    /// <summary>The plan with another protocol for the report's main scores. The questions do not change.</summary>
    internal RunPlan HeadedBy(string protocol) => this with { Manifest = Manifest with { Benchmark = Manifest.Benchmark with { Protocol = protocol } } };

    /// <summary>The model of an id.</summary>
    /// <exception cref="UserException">The run has no such model.</exception>
    public PlannedModel ModelOf(string modelId) =>
        Models.FirstOrDefault(model => model.Manifest.Id == modelId)
        ?? throw new UserException($"The run '{RunId}' has no model '{modelId}'.");
}
