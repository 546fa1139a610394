using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Models;
using MuBench.Money;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Scoring.Styles;

namespace MuBench.Pipeline.Estimating;

/// <summary>Adds up what remains to be asked of one model, and the usage of its responses in the log.</summary>
internal sealed class ModelTally(PlannedModel model)
{
    /// <summary>Minimum number of responses in the log before their usage replaces the rules.</summary>
    private const int MinObserved = 20;

    /// <summary>Estimated reasoning tokens per response of a model with a reasoning effort, before any response is known.</summary>
    private const int TypicalReasoning = 1000;

    private readonly CallCost _cost = new(model.Manifest);
    private readonly HashSet<string> _observed = new(StringComparer.Ordinal);
    private int _reused;
    private int _broken;
    private long _calls;
    private long _text;
    private long _image;
    private long _typical;
    private int _responses;
    private double _inputRatio;
    private long _input;
    private long _cached;
    private long _output;
    private int _timed;
    private double _milliseconds;

    /// <summary>The model.</summary>
    public PlannedModel Model { get; } = model;

    /// <summary>Counts questions with a response in the log.</summary>
    public void Reuse(int questions) => _reused += questions;

    /// <summary>Adds the usage of a response in the log.</summary>
    /// <param name="variant">The prompt variant.</param>
    /// <param name="record">The response.</param>
    public void Observe(PromptVariant variant, ResponseRecord record)
    {
        if (!_observed.Add(record.Key))
            return;
        if (record.LatencyMs is { } latency && record.Delivery is null)
        {
            _timed++;
            _milliseconds += latency;
        }

        if (record is not { InputTokens: { } input, OutputTokens: { } output })
            return;
        var image = record.Images.Sum(sent => _cost.Rule.ImageTokens(sent.Width, sent.Height));
        _responses++;
        _inputRatio += (double)input / (_cost.TextTokens(variant.Prompt) + image);
        _output += output;
        _input += input;
        _cached += Math.Min(record.CachedInputTokens ?? 0, input);
    }

    /// <summary>Adds a question that has to be asked.</summary>
    /// <param name="question">The question.</param>
    /// <param name="sizes">Sizes of the images; null if one of them is broken.</param>
    public void Ask(PendingQuestion question, IReadOnlyList<(int Width, int Height)>? sizes)
    {
        if (sizes is null)
        {
            _broken += question.Copies;
            return;
        }

        _calls++;
        _typical += Math.Min(QuestionStyles.Of(question.Question).TypicalTokens + Reasoning, Model.Manifest.Generation.OutputLimit);
        _text += _cost.TextTokens(question.Variants[0].Prompt);
        _image += sizes.Sum(size => _cost.Rule.ImageTokens(size.Width, size.Height));
    }

    /// <summary>The estimate.</summary>
    /// <param name="questions">Number of questions of the run.</param>
    /// <param name="callsPerSecond">A given rate; null for the observed one.</param>
    /// <param name="canarySeconds">Duration of the response to a canary question; null if none was asked.</param>
    public ModelEstimate Total(int questions, double? callsPerSecond, double? canarySeconds)
    {
        var isObserved = _responses >= MinObserved;
        var factor = isObserved ? _inputRatio / _responses : 1;
        var (text, image) = ((long)Math.Ceiling(_text * factor), (long)Math.Ceiling(_image * factor));
        var output = isObserved ? (long)Math.Ceiling((double)_output / _responses * _calls) : _typical;
        var bound = Math.Max(output, _calls * Model.Manifest.Generation.OutputLimit);
        var pace = RateEstimate.Of(
            Model.Manifest, callsPerSecond, _timed >= MinObserved ? _milliseconds / _timed / 1000 : null, canarySeconds, _calls == 0 ? 0 : (text + image + output) / _calls);
        double? seconds = _calls == 0 ? 0 : _calls / pace.CallsPerSecond;
        return new ModelEstimate
        {
            Id = Model.Manifest.Id,
            Questions = questions,
            Reused = _reused,
            Broken = _broken,
            Calls = _calls,
            TextTokens = text,
            ImageTokens = image,
            OutputTokens = output,
            BoundOutputTokens = bound,
            ObservedAnswers = isObserved ? _responses : 0,
            InputFactor = factor,
            ImageRule = _cost.Rule.Name,
            Price = _cost.Price?.ToString(),
            CachedShare = isObserved && _input > 0 ? (double)_cached / _input : 0,
            Usd = UsdOf(text + image, output, isObserved && _input > 0 ? (long)((double)_cached / _input * (text + image)) : 0),
            BoundUsd = UsdOf(text + image, bound, 0),
            GpuUsd = GpuUsdOf(seconds),
            GpuPrice = Model.Manifest.Gpu is { UsdPerHour: { } price } gpu
                ? FormattableString.Invariant($"${price:0.######} an hour for the time and {gpu.WarmSeconds:0.#} s of warm time; wakes not included") : null,
            Seconds = seconds,
            Pace = pace.Basis,
        };
    }

    private int Reasoning => Model.Manifest.Generation.ReasoningEffort is null or ReasoningEfforts.None ? 0 : TypicalReasoning;

    private decimal? UsdOf(long input, long output, long cached) => _cost.Price?.CostOf(new TokenUsage(input, output, cached)) ?? (_calls == 0 ? 0 : null);

    private decimal? GpuUsdOf(double? seconds) =>
        Model.Manifest.Gpu is not { UsdPerHour: { } price } gpu || _calls == 0 ? 0
            : seconds is { } known ? price * (decimal)(known + gpu.WarmSeconds) / 3600 : null;
}
