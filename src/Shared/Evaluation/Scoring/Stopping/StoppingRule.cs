using MuBench.Manifests;
using MuBench.Statistics.Sequential;

namespace MuBench.Scoring.Stopping;

/// <summary>Decides after each wave of a sampled run what is known, which models are asked on, and whether the run stops.</summary>
/// <remarks>
/// The verdicts of all pairs together are false with a probability of at most α, whatever the number of looks: each pair's sequence has the error
/// α / pairs (e-Bonferroni: its e-values are compared with pairs / α). Holm's step-down would gain at most a factor of 2 in that bound, since at least one of a
/// pair's two directions is always a true hypothesis; and the intervals of all pairs would no longer hold together.
/// </remarks>
internal sealed class StoppingRule
{
    private readonly UntilManifest _until;
    private readonly List<SampledModel> _models;
    private readonly List<SampledPair> _pairs;
    private readonly int _waves;
    private readonly bool _isWhole;
    private int _looks;
    private int _images;

    /// <summary>Starts a rule.</summary>
    /// <param name="until">What the run is to find out.</param>
    /// <param name="models">The ids of the models, in the manifest's order.</param>
    /// <param name="strata">For each stratum the number of images and the largest number of questions of one.</param>
    /// <param name="questions">Number of questions of the task in the population.</param>
    /// <param name="waves">Number of planned waves.</param>
    /// <param name="isWhole">Whether the planned waves are the whole population.</param>
    public StoppingRule(UntilManifest until, IReadOnlyList<string> models, IReadOnlyList<(int Images, int Questions)> strata, int questions, int waves, bool isWhole)
    {
        (_until, _waves, _isWhole) = (until, waves, isWhole);
        _models = [.. models.Select(id => new SampledModel(id, Sequence(strata.Select(stratum => new Stratum(stratum.Images, 0, stratum.Questions)), until.Alpha)))];
        var pairs = PairsOf(until, models);
        _pairs = [.. pairs.Select(pair => new SampledPair(
            _models[pair.A], _models[pair.B], Sequence(strata.Select(stratum => new Stratum(stratum.Images, -stratum.Questions, stratum.Questions)), until.Alpha / pairs.Count), until.Margin))];

        ConfidenceSequence Sequence(IEnumerable<Stratum> bounded, double alpha) => new([.. bounded], questions, alpha);
    }

    /// <summary>Takes a look after a wave.</summary>
    /// <param name="shape">The wave's questions.</param>
    /// <param name="seen">The outcomes by model in the order of the models, see <see cref="SeenAnswers"/>; null for a model that was not asked all of them.</param>
    public RunLook Look(WaveShape shape, IReadOnlyList<byte[]?> seen)
    {
        _looks++;
        _images += shape.Images;
        for (var model = 0; model < _models.Count; model++)
            _models[model].Add(shape, seen[model]);
        foreach (var pair in _pairs)
            pair.Add(shape, _looks);
        var needed = Needed();
        var reason = needed.Count == 0 ? IsKnown() ? StopReasons.Known : StopReasons.Unavailable
            : _looks < _waves ? null : _isWhole ? StopReasons.All : StopReasons.MaxImages;
        foreach (var model in _models)
            model.IsAsked = reason is null && needed.Contains(model);
        return new RunLook
        {
            Look = _looks,
            Images = _images,
            Models = [.. _models.Select(model => model.At())],
            Pairs = [.. _pairs.Select(pair => pair.At())],
            Stopped = reason,
            Leader = _until.Verdicts == UntilManifest.Leader ? Leader() : null,
        };
    }

    /// <summary>Positions of the models of each pair that needs a verdict.</summary>
    internal static IReadOnlyList<(int A, int B)> PairsOf(UntilManifest until, IReadOnlyList<string> models) => until switch
    {
        { Pairs: { } pairs } => [.. pairs.Select(pair => (IndexOf(models, pair[0]), IndexOf(models, pair[1])))],
        { Verdicts: not null } => [.. Enumerable.Range(0, models.Count).SelectMany(a => Enumerable.Range(a + 1, models.Count - a - 1).Select(b => (a, b)))],
        _ => [],
    };

    private HashSet<SampledModel> Needed()
    {
        var needed = new HashSet<SampledModel>();
        foreach (var pair in _pairs.Where(pair => pair.IsOpen && MattersForLeader(pair)))
            needed.UnionWith([pair.A, pair.B]);
        if (_until.HalfWidth is { } wanted)
            needed.UnionWith(_models.Where(model => model.IsAvailable && model.HalfWidth > wanted));
        return needed;
    }

    private bool IsKnown() => _models.TrueForAll(model => model.IsAvailable || _until.HalfWidth is not { } wanted || model.HalfWidth <= wanted)
        && _pairs.TrueForAll(pair => pair.DecidedAt is not null || !MattersForLeader(pair));

    // A model that is worse than another one is not the best, so that its other pairs no longer matter.
    private bool MattersForLeader(SampledPair pair) => _until.Verdicts != UntilManifest.Leader || !(IsBeaten(pair.A) || IsBeaten(pair.B));

    private bool IsBeaten(SampledModel model) => _pairs.Exists(pair =>
        (pair.A == model && pair.Verdict == Verdicts.Worse) || (pair.B == model && pair.Verdict == Verdicts.Better));

    // The only model that no other is better than. Several can be left that are equivalent to each other.
    private string? Leader()
    {
        var left = _models.Where(model => !IsBeaten(model)).ToList();
        return _pairs.TrueForAll(pair => pair.DecidedAt is not null || !MattersForLeader(pair)) && left.Count == 1 ? left[0].Id : null;
    }

    private static int IndexOf(IReadOnlyList<string> models, string id) => models.Index().First(model => model.Item == id).Index;
}
