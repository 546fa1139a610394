using System.Text;
using Microsoft.Extensions.AI;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Responses;

namespace MuBench.Money;

/// <summary>The cost of one model's calls: bounded before a call, computed after it.</summary>
internal sealed class CallCost
{
    /// <summary>The name under which the client of the Messages API reports the input tokens that were written to the cache.</summary>
    public const string CacheWrites = "CacheCreationInputTokens";

    /// <summary>Characters per token of English text, according to OpenAI, Anthropic and Google.</summary>
    private const int CharactersPerToken = 4;

    /// <summary>Tokens of the message overhead in an estimate.</summary>
    private const int FrameTokens = 10;

    /// <summary>Tokens of the message overhead in a bound.</summary>
    private const int MaxFrameTokens = 50;

    /// <summary>Factor between the bound of image tokens and the documented rule: bills were seen up to a fifth above the rule.</summary>
    private const decimal ImageMargin = 1.25m;

    private readonly ModelManifest _model;
    private readonly ModelPrice? _standard;
    private readonly int _maxOutput;
    private readonly string _added;
    private readonly Lock _lock = new();
    private decimal _excess = 1;

    public CallCost(ModelManifest model)
    {
        _model = model;
        Price = ModelPrices.Of(model);
        _standard = ModelPrices.Of(model, ServiceTiers.Standard);
        _maxOutput = model.Generation.OutputLimit;
        Rule = TokenRules.Of(model);
        // The system prompt, and the schema that providers put into the prompt, are input of every call.
        _added = model.Request is { } request ? (request.System ?? "") + request.ResponseFormat?.Schema.GetRawText() : "";
    }

    /// <summary>The token rule of the model's images.</summary>
    public TokenRule Rule { get; }

    /// <summary>The price in the service tier that is asked for; null if it is not known.</summary>
    public ModelPrice? Price { get; }

    /// <summary>
    /// Estimated tokens of the text of a call: one per four characters of the prompt, the system prompt and the response's
    /// schema, plus the message overhead.
    /// </summary>
    public long TextTokens(string prompt) => ((prompt.Length + _added.Length + CharactersPerToken - 1) / CharactersPerToken) + FrameTokens;

    /// <summary>
    /// The maximum cost of a call: one token per byte of the text (no tokenizer makes more), the images by the
    /// provider's rule and a margin, and the maximum output. If earlier calls cost more than their bounds, later bounds
    /// are raised by that factor. Null if the price is not known.
    /// </summary>
    public CallBound? BoundOf(string prompt, IReadOnlyList<SentImage> images)
    {
        if (Price is null)
            return null;
        var input = Encoding.UTF8.GetByteCount(prompt) + Encoding.UTF8.GetByteCount(_added) + MaxFrameTokens
            + images.Sum(image => (long)Math.Ceiling(ImageMargin * Rule.ImageTokens(image.Width, image.Height)));
        var usage = new TokenUsage(input, _maxOutput);
        // A call for a cheaper tier may be served by the standard one.
        var unscaled = Math.Max(Price.CostOf(usage), _standard?.CostOf(usage) ?? 0);
        lock (_lock)
            return new CallBound(unscaled * _excess, unscaled);
    }

    /// <summary>The cost of a call; null if the price is not known or the provider reports no usage.</summary>
    /// <param name="usage">The usage that the provider reports.</param>
    /// <param name="served">The provider's word for the service tier that served the call; null if it gives none.</param>
    public decimal? CostOf(UsageDetails? usage, string? served) => usage is { InputTokenCount: { } input, OutputTokenCount: { } output }
        ? CostOf(new TokenUsage(input, output, usage.CachedInputTokenCount ?? 0, CacheWritesOf(usage) ?? 0), served)
        : null;

    /// <summary>The input tokens that the provider wrote to its cache; null if it reports none.</summary>
    public static long? CacheWritesOf(UsageDetails? usage) => usage?.AdditionalCounts?.TryGetValue(CacheWrites, out var written) == true ? written : null;

    /// <summary>The cost of a response in the log: the recorded cost, else by the current price. Null if neither is known.</summary>
    public decimal? CostOf(ResponseRecord record) =>
        record.HasImplausibleUsage ? null : record.Usd ?? (record is { InputTokens: { } input, OutputTokens: { } output }
            ? CostOf(new TokenUsage(input, output, record.CachedInputTokens ?? 0, record.CacheWriteTokens ?? 0), record.ServiceTier)
            : null);

    /// <summary>
    /// Compares the cost of a call with its unscaled bound. Calls in flight were bounded with the factor known at their
    /// start. If their scaled bounds were used, the factor would grow with the number of these calls.
    /// </summary>
    public void Learn(CallBound bound, decimal cost)
    {
        if (bound.UnscaledUsd <= 0 || cost <= bound.UnscaledUsd)
            return;
        lock (_lock)
            _excess = Math.Max(_excess, cost / bound.UnscaledUsd);
    }

    // The tier that served a call has the price, whatever was asked for. A batch has one price.
    private decimal? CostOf(TokenUsage usage, string? served) =>
        (_model.IsBatch || ServiceTiers.Of(served) is not { } tier || tier == ServiceTiers.AskedBy(_model) ? Price : ModelPrices.Of(_model, tier))?.CostOf(usage);
}
